namespace ProviderRouter;

/// <summary>A task that is answered piece by piece.</summary>
/// <typeparam name="TRequest">What is asked.</typeparam>
/// <typeparam name="TUpdate">One piece of the answer.</typeparam>
/// <param name="name">The Hugging Face task id.</param>
public sealed class StreamingTask<TRequest, TUpdate>(string name) : InferenceTask(name)
    where TRequest : InferenceRequest
    where TUpdate : InferenceUpdate
{
    /// <summary>How an answer that breaks off goes on at another target: begins to follow the answer to a request, once for each call that may need it.</summary>
    /// <value>Default: null, which means that such an answer cannot go on.</value>
    public Func<TRequest, StreamProgress<TRequest, TUpdate>>? Resume { get; init; }
}
