using ProviderRouter.Diagnostics;
using ProviderRouter.Routing;

namespace ProviderRouter;

/// <summary>The facade: checks, plans, executes; nothing else.</summary>
internal sealed class InferenceClient(RoutePlanner planner, RouteExecutor executor) : IInferenceClient
{
    public async Task<TResponse> SendAsync<TRequest, TResponse>(
        InferenceTask<TRequest, TResponse> task, TRequest request, CancellationToken cancellationToken = default)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        using var activity = RouterTelemetry.StartCall(task, request);
        try
        {
            var decision = await planner.PlanAsync(task, request, cancellationToken).ConfigureAwait(false);
            return await executor.SendAsync(task, request, decision, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            RouterTelemetry.Fail(activity, exception);
            throw;
        }
    }

    public IAsyncEnumerable<TUpdate> StreamAsync<TRequest, TUpdate>(
        StreamingTask<TRequest, TUpdate> task, TRequest request, CancellationToken cancellationToken = default)
        where TRequest : InferenceRequest
        where TUpdate : InferenceUpdate
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(request);
        return executor.Stream(task, request, token => planner.PlanAsync(task, request, token), cancellationToken);
    }

    public async Task<RouteExplanation> ExplainAsync(InferenceTask task, InferenceRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(request);
        return await planner.ExplainAsync(task, request, cancellationToken).ConfigureAwait(false);
    }
}
