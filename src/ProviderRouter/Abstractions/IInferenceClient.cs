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
}
