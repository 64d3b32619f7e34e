namespace ProviderRouter.Providers;

/// <summary>Does one streamed task at one provider.</summary>
/// <typeparam name="TRequest">The task's request.</typeparam>
/// <typeparam name="TUpdate">One piece of the task's answer.</typeparam>
public interface IStreamingTaskHandler<TRequest, out TUpdate>
    where TRequest : InferenceRequest
    where TUpdate : InferenceUpdate
{
    /// <summary>Does the task once, beginning with the first move of the enumerator; its disposal closes the exchange.</summary>
    /// <param name="context">The request, the provider's id of the model, and what goes along to the transport.</param>
    /// <param name="cancellationToken">Ends the call, by the caller or by its deadline.</param>
    /// <returns>
    /// The pieces in order. A stream that ends well ends with an update whose <see cref="InferenceUpdate.IsFinal"/> is true;
    /// one that does not throws <see cref="StreamInterruptedException"/>.
    /// </returns>
    IAsyncEnumerable<TUpdate> HandleAsync(TaskContext<TRequest> context, CancellationToken cancellationToken);

    /// <summary>Says what the provider makes of the beginning of an answer, when one that broke off elsewhere is to go on here.</summary>
    /// <param name="context">The request as it was first asked, without any answer.</param>
    /// <returns>By default <see cref="ContinuationSupport.None"/>: the answer begins anew. Anything else only where the provider is sure to do it.</returns>
    ContinuationSupport ContinuationOf(TaskContext<TRequest> context) => ContinuationSupport.None;
}
