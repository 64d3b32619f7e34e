using ProviderRouter.Diagnostics;
using ProviderRouter.Routing;

namespace ProviderRouter;

/// <summary>The facade: checks, plans, executes; nothing else.</summary>
internal sealed class InferenceClient(RoutePlanner planner, RouteExecutor executor, ModelListing models) : IInferenceClient
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
            var response = await executor.SendAsync(task, request, decision, activity, cancellationToken).ConfigureAwait(false);
            activity.Succeed(response.Info);
            return response;
        }
        catch (Exception exception)
        {
            activity.Fail(exception);
            throw;
        }
    }

    public async Task<InferenceJob<TResponse>> StartAsync<TRequest, TResponse>(
        InferenceTask<TRequest, TResponse> task, TRequest request, JobOptions? options = null, CancellationToken cancellationToken = default)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(request);
        if (options?.Problem is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        cancellationToken.ThrowIfCancellationRequested();
        using var activity = RouterTelemetry.StartCall(task, request);
        try
        {
            var decision = await planner.PlanAsync(task, request, cancellationToken).ConfigureAwait(false);
            var job = await executor.StartAsync(task, request, options ?? JobOptions.Default, decision, activity, cancellationToken).ConfigureAwait(false);
            activity.Succeed(job.Info);
            return job;
        }
        catch (Exception exception)
        {
            activity.Fail(exception);
            throw;
        }
    }

    public InferenceJob<TResponse> Resume<TRequest, TResponse>(InferenceTask<TRequest, TResponse> task, JobHandle handle)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(handle);
        return handle.Problem is { } problem ? throw new ArgumentException($"The handle is of no job: {problem}", nameof(handle))
            : handle.Task == task.Name ? executor.Resume(task, handle)
            : throw new ArgumentException($"The handle is of a job for '{handle.Task}', not for '{task.Name}'.", nameof(handle));
    }

    public Task<IReadOnlyList<ListedModel>> ListModelsAsync(string? provider = null, CancellationToken cancellationToken = default) =>
        models.ListAsync(provider, cancellationToken);

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
