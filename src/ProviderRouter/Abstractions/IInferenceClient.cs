namespace ProviderRouter;

/// <summary>
/// The facade: takes a task and a request, asks the right provider, and returns one typed answer. Thread-safe.
/// Decorators derive from <see cref="DelegatingInferenceClient"/>, so that members added later do not break them.
/// </summary>
public interface IInferenceClient
{
    /// <summary>Sends a request and waits for the whole answer.</summary>
    /// <typeparam name="TRequest">The task's request.</typeparam>
    /// <typeparam name="TResponse">The task's answer.</typeparam>
    /// <param name="task">What is asked; see <see cref="InferenceTasks"/>.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Stops the call; a job already started at a provider is cancelled there.</param>
    /// <exception cref="RoutingException">Nobody can serve the request; the message says which key or setting would help.</exception>
    /// <exception cref="ProviderException">The providers that were asked failed.</exception>
    /// <exception cref="InferenceConfigurationException">A setting is wrong.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<TResponse> SendAsync<TRequest, TResponse>(
        InferenceTask<TRequest, TResponse> task, TRequest request, CancellationToken cancellationToken = default)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse;

    /// <summary>Sends a request and yields the answer as it comes.</summary>
    /// <typeparam name="TRequest">The task's request.</typeparam>
    /// <typeparam name="TUpdate">One piece of the task's answer.</typeparam>
    /// <param name="task">What is asked; see <see cref="InferenceTasks"/>.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Stops the call; leaving the enumeration does the same.</param>
    /// <exception cref="RoutingException">Nobody can serve the request; thrown on the first move.</exception>
    /// <exception cref="ProviderException">The providers that were asked failed before any content.</exception>
    /// <exception cref="StreamInterruptedException">The stream broke after content; it carries what was received.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    IAsyncEnumerable<TUpdate> StreamAsync<TRequest, TUpdate>(
        StreamingTask<TRequest, TUpdate> task, TRequest request, CancellationToken cancellationToken = default)
        where TRequest : InferenceRequest
        where TUpdate : InferenceUpdate;

    /// <summary>Makes the plan for a request without calling anybody.</summary>
    /// <param name="task">What would be asked.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Stops the planning.</param>
    /// <returns>Every candidate with its price where known, and why the others were left out. No candidate is no error here.</returns>
    /// <exception cref="InferenceConfigurationException">A setting is wrong.</exception>
    /// <exception cref="RoutingException">The model id is invalid, or there is none and the task has no default.</exception>
    Task<RouteExplanation> ExplainAsync(
        InferenceTask task, InferenceRequest request, CancellationToken cancellationToken = default);

    /// <summary>Submits work that takes long (images, videos, speech, transcription) and returns at once with the job that does it.</summary>
    /// <typeparam name="TRequest">The task's request.</typeparam>
    /// <typeparam name="TResponse">The task's answer.</typeparam>
    /// <param name="task">What is asked; see <see cref="InferenceTasks"/>.</param>
    /// <param name="request">The request.</param>
    /// <param name="options">A webhook, and what becomes of the job when nobody waits any more; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the submission.</param>
    /// <exception cref="ArgumentException">The webhook is no absolute https address.</exception>
    /// <exception cref="RoutingException">Nobody can serve the request; the message says which key or setting would help.</exception>
    /// <exception cref="ProviderException">The providers that were asked failed, or do the work at once and not as a job (<see cref="ErrorKind.Unsupported"/>).</exception>
    Task<InferenceJob<TResponse>> StartAsync<TRequest, TResponse>(
        InferenceTask<TRequest, TResponse> task, TRequest request, JobOptions? options = null, CancellationToken cancellationToken = default)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse;

    /// <summary>Goes on with a job that was started before, by this client or in another process. Nothing is sent yet.</summary>
    /// <typeparam name="TRequest">The task's request.</typeparam>
    /// <typeparam name="TResponse">The task's answer.</typeparam>
    /// <param name="task">The task that was started.</param>
    /// <param name="handle">The job's handle.</param>
    /// <exception cref="ArgumentException">The handle is of another task, or malformed.</exception>
    /// <exception cref="RoutingException">The provider is not set up here, or has no key.</exception>
#pragma warning disable CA1716 // Visual Basic writes [Resume]; no other word says it as well.
    InferenceJob<TResponse> Resume<TRequest, TResponse>(InferenceTask<TRequest, TResponse> task, JobHandle handle)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse;
#pragma warning restore CA1716

    /// <summary>Lists what the providers serve that are set up and have a key: as each says itself where it can be asked, else as the catalog knows it.</summary>
    /// <param name="provider">The one provider to list; null for all.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <exception cref="RoutingException">There is no provider of that name, or it has no key.</exception>
    /// <exception cref="ProviderException">The provider that was named could not be asked. Of several, one that fails is listed by the catalog.</exception>
    Task<IReadOnlyList<ListedModel>> ListModelsAsync(string? provider = null, CancellationToken cancellationToken = default);
}
