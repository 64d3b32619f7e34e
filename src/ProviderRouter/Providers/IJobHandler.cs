namespace ProviderRouter.Providers;

/// <summary>
/// Does one task at one provider as a job: submits it once, and reads it until it is done. <see cref="ITaskHandler{TRequest, TResponse}.HandleAsync"/>
/// does both. It keeps nothing of a job: all that is needed to go on with one is in its handle.
/// </summary>
/// <typeparam name="TRequest">The task's request.</typeparam>
/// <typeparam name="TResponse">The task's answer.</typeparam>
public interface IJobHandler<TRequest, TResponse> : ITaskHandler<TRequest, TResponse>
    where TRequest : InferenceRequest
    where TResponse : InferenceResponse
{
    /// <summary>Submits the job, once, and does not wait for it.</summary>
    /// <param name="context">The request, the provider's id of the model, and what goes along to the transport.</param>
    /// <param name="options">A webhook.</param>
    /// <param name="cancellationToken">Ends the call, by the caller or by its deadline.</param>
    /// <exception cref="ProviderException">The provider failed, or does this model's work at once (<see cref="ErrorKind.Unsupported"/>).</exception>
    Task<JobHandle> StartAsync(TaskContext<TRequest> context, JobOptions options, CancellationToken cancellationToken);

    /// <summary>Waits for a job's result.</summary>
    /// <param name="context">The call, whose time is the job's.</param>
    /// <param name="wait">Which job, and who wants to know of it.</param>
    /// <param name="cancellationToken">Ends the wait, by the caller or by its deadline.</param>
    /// <exception cref="JobException">The job failed, or could not be followed.</exception>
    Task<TResponse> WaitAsync(TaskContext context, JobWait<TRequest> wait, CancellationToken cancellationToken);

    /// <summary>Reads a job once.</summary>
    /// <param name="context">The call.</param>
    /// <param name="handle">The job.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ProviderException">It could not be read.</exception>
    Task<JobStatus> GetStatusAsync(TaskContext context, JobHandle handle, CancellationToken cancellationToken);

    /// <summary>Asks the provider to stop a job; one that has ended already is no failure.</summary>
    /// <param name="context">The call.</param>
    /// <param name="handle">The job.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ProviderException">The provider could not be asked, or offers no cancel (<see cref="ErrorKind.Unsupported"/>).</exception>
    Task CancelAsync(TaskContext context, JobHandle handle, CancellationToken cancellationToken);
}
