using ProviderRouter.Providers;

namespace ProviderRouter.Protocols.Jobs;

/// <summary>A task that is a job: the provider's protocol and the task's codec, joined by the one way of waiting.</summary>
internal sealed class JobHandler<TRequest, TResponse, TState>(
    IJobProtocol<TState> protocol, IJobCodec<TRequest, TResponse, TState> codec, JobPoller poller)
    : IJobHandler<TRequest, TResponse>
    where TRequest : InferenceRequest
    where TResponse : InferenceResponse
    where TState : class, IDisposable
{
    public async Task<TResponse> HandleAsync(TaskContext<TRequest> context, CancellationToken cancellationToken)
    {
        var input = await codec.EncodeAsync(context, cancellationToken).ConfigureAwait(false);
        var state = await protocol.SubmitAsync(context, input, JobOptions.Default, mayHold: true, cancellationToken).ConfigureAwait(false);
        var steps = protocol.Follow(context, protocol.HandleOf(context, state));
        return await FinishAsync(context, context.Request, steps, state, wait: null, cancellationToken).ConfigureAwait(false);
    }

    public async Task<JobHandle> StartAsync(TaskContext<TRequest> context, JobOptions options, CancellationToken cancellationToken)
    {
        var input = await codec.EncodeAsync(context, cancellationToken).ConfigureAwait(false);
        using var state = await protocol.SubmitAsync(context, input, options, mayHold: false, cancellationToken).ConfigureAwait(false);
        return protocol.HandleOf(context, state);
    }

    public Task<TResponse> WaitAsync(TaskContext context, JobWait<TRequest> wait, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wait);
        return FinishAsync(context, wait.Request, protocol.Follow(context, wait.Handle), state: null, wait, cancellationToken);
    }

    public async Task<JobStatus> GetStatusAsync(TaskContext context, JobHandle handle, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(handle);
        var steps = protocol.Follow(context, handle);
        var age = context.Call.TimeProvider.GetUtcNow() - handle.CreatedAt;
        try
        {
            using var state = await steps.ReadAsync(cancellationToken).ConfigureAwait(false);
            using var judged = await steps.JudgeAsync(state, cancellationToken).ConfigureAwait(false);
            return steps.StatusOf(judged) with { Elapsed = age };
        }
        catch (ProviderException failure) when (failure is not JobException && JobFailures.IsNotThereYet(failure, age))
        {
            return new() { Phase = JobPhase.Queued, Elapsed = age };
        }
    }

    public Task CancelAsync(TaskContext context, JobHandle handle, CancellationToken cancellationToken) =>
        protocol.Follow(context, handle).CancelAsync(cancellationToken);

    private async Task<TResponse> FinishAsync(
        TaskContext context, TRequest? request, IJobSteps<TState> steps, TState? state, JobWait? wait, CancellationToken cancellationToken)
    {
        using var result = await poller.WaitAsync(context, steps, state, wait, cancellationToken).ConfigureAwait(false);
        try
        {
            return codec.Decode(context, request, result);
        }
        catch (ProviderException failure) when (failure is not JobException)
        {
            throw JobFailures.Of(context, steps.Handle, failure, JobFailures.Undecodable);
        }
        catch (Exception exception) when (HandlerFaults.IsOfReading(exception))
        {
            var failure = new ProviderException(context.Provider, ErrorKind.BadResponse, "It holds text or numbers that are none.", exception);
            throw JobFailures.Of(context, steps.Handle, failure, JobFailures.Undecodable);
        }
    }
}
