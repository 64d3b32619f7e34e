namespace ProviderRouter.Providers.HuggingFace;

/// <summary>A task that a provider behind the router does, by that provider's own codec.</summary>
/// <param name="task">The task.</param>
/// <param name="targets">Finds the provider.</param>
/// <param name="withLora">Puts a LoRA's weights into a request; null for tasks that have none.</param>
internal sealed class RoutedTask<TRequest, TResponse>(
    InferenceTask<TRequest, TResponse> task, RoutedTargets targets, Func<TRequest, LoraWeights, TRequest>? withLora = null)
    : IJobHandler<TRequest, TResponse>
    where TRequest : InferenceRequest
    where TResponse : InferenceResponse
{
    public async Task<TResponse> HandleAsync(TaskContext<TRequest> context, CancellationToken cancellationToken)
    {
        var (handler, routed) = await RouteAsync(context, cancellationToken).ConfigureAwait(false);
        return await handler.HandleAsync(routed, cancellationToken).ConfigureAwait(false);
    }

    public async Task<JobHandle> StartAsync(TaskContext<TRequest> context, JobOptions options, CancellationToken cancellationToken)
    {
        var (handler, routed) = await RouteAsync(context, cancellationToken).ConfigureAwait(false);
        return handler is IJobHandler<TRequest, TResponse> jobs
            ? await jobs.StartAsync(routed, options, cancellationToken).ConfigureAwait(false)
            : throw context.Fail(ErrorKind.Unsupported, $"'{routed.Partner}', which is behind provider '{context.Provider}', does '{task}' at once and has no job to hand out; use SendAsync, or the task's verb.");
    }

    public Task<TResponse> WaitAsync(TaskContext context, JobWait<TRequest> wait, CancellationToken cancellationToken) =>
        JobsOf(context, wait.Handle).WaitAsync(context, wait, cancellationToken);

    public Task<JobStatus> GetStatusAsync(TaskContext context, JobHandle handle, CancellationToken cancellationToken) =>
        JobsOf(context, handle).GetStatusAsync(context, handle, cancellationToken);

    public Task CancelAsync(TaskContext context, JobHandle handle, CancellationToken cancellationToken) =>
        JobsOf(context, handle).CancelAsync(context, handle, cancellationToken);

    private async ValueTask<(ITaskHandler<TRequest, TResponse> Handler, TaskContext<TRequest> Context)> RouteAsync(
        TaskContext<TRequest> context, CancellationToken cancellationToken)
    {
        var target = await targets.ChooseAsync(context, task, cancellationToken).ConfigureAwait(false);
        var request = target.LoraWeights is { } weights && withLora is not null ? withLora(context.Request, new() { Path = weights }) : context.Request;
        return (targets.HandlersOf(target.Partner).Find(task)!, context.Behind(target.Partner, target.Model, request));
    }

    private IJobHandler<TRequest, TResponse> JobsOf(TaskContext context, JobHandle handle) =>
        targets.Knows(handle.Partner) && targets.HandlersOf(handle.Partner!).Find(task) is IJobHandler<TRequest, TResponse> jobs
            ? jobs
            : throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}': the handle names '{handle.Partner}' behind the router, which runs no jobs for '{task}' here.");
}
