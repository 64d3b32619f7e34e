namespace ProviderRouter.Providers.Fireworks;

/// <summary>A task that may make images: as a job for models that work so, at once for all others.</summary>
internal sealed class FireworksImageHandler<TRequest, TResponse>(ITaskHandler<TRequest, TResponse> direct, IJobHandler<TRequest, TResponse> job)
    : IJobHandler<TRequest, TResponse>
    where TRequest : InferenceRequest
    where TResponse : InferenceResponse
{
    public Task<TResponse> HandleAsync(TaskContext<TRequest> context, CancellationToken cancellationToken) =>
        IsJob(context) ? job.HandleAsync(context, cancellationToken) : direct.HandleAsync(context, cancellationToken);

    public Task<JobHandle> StartAsync(TaskContext<TRequest> context, JobOptions options, CancellationToken cancellationToken) =>
        IsJob(context)
            ? job.StartAsync(context, options, cancellationToken)
            : throw context.Fail(ErrorKind.Unsupported, $"Model '{context.Model}' answers at once at Fireworks and has no job to hand out; use SendAsync, or the task's verb.");

    public Task<TResponse> WaitAsync(TaskContext context, JobWait<TRequest> wait, CancellationToken cancellationToken) =>
        job.WaitAsync(context, wait, cancellationToken);

    public Task<JobStatus> GetStatusAsync(TaskContext context, JobHandle handle, CancellationToken cancellationToken) =>
        job.GetStatusAsync(context, handle, cancellationToken);

    public Task CancelAsync(TaskContext context, JobHandle handle, CancellationToken cancellationToken) =>
        job.CancelAsync(context, handle, cancellationToken);

    // Whoever names a path wants to be there: at the polls of a job, say.
    private static bool IsJob(TaskContext<TRequest> context) =>
        FireworksImageModel.Of(context.Model).IsJob && context.Request is not RawRequest { Path: not null };
}
