namespace ProviderRouter;

/// <summary>
/// Work that a provider does by itself until it is done: an image, a video, a transcription. It was submitted once, and is never submitted
/// again. Thread-safe; several may wait for it.
/// </summary>
/// <typeparam name="TResponse">The task's answer.</typeparam>
public abstract class InferenceJob<TResponse>
    where TResponse : InferenceResponse
{
    /// <summary>Names the job, to go on with it later or elsewhere.</summary>
    public abstract JobHandle Handle { get; }

    /// <summary>What is known of the answer already: who makes it, and which settings could not be honoured. Of a resumed job, who makes it.</summary>
    public abstract ResponseInfo Info { get; }

    /// <summary>Waits for the result, until the handle's deadline.</summary>
    /// <param name="progress">Gets the job's state each time it was read; null for nobody.</param>
    /// <param name="cancellationToken">Ends the wait; whether the job ends with it is said by <see cref="JobOptions.CancelRemoteOnCancellation"/>.</param>
    /// <exception cref="JobException">The job failed, was cancelled, is not known any more, or was not done in time; it carries the handle.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public abstract Task<TResponse> WaitAsync(IProgress<JobStatus>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Reads the job once.</summary>
    /// <param name="cancellationToken">Stops the reading, not the job.</param>
    /// <exception cref="JobException">It could not be read, or is not known any more; it carries the handle.</exception>
    public abstract Task<JobStatus> GetStatusAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks the provider to stop the job; one that runs may still end well, and one that has ended stays as it is.</summary>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <exception cref="JobException">The provider could not be asked, or offers no cancel; it carries the handle.</exception>
    public abstract Task CancelAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes a verified webhook: whoever waits reads the job at once instead of at the next poll, so that it is completed by what the provider
    /// itself says, and once, whether the webhook or a poll comes first.
    /// </summary>
    /// <param name="delivery">What a <see cref="WebhookVerifier"/> let through.</param>
    /// <returns>Whether the delivery belongs to this job.</returns>
    public abstract bool Accept(WebhookDelivery delivery);
}
