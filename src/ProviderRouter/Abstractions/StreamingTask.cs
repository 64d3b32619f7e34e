namespace ProviderRouter;

/// <summary>A task that is answered piece by piece.</summary>
/// <typeparam name="TRequest">What is asked.</typeparam>
/// <typeparam name="TUpdate">One piece of the answer.</typeparam>
/// <param name="name">The Hugging Face task id.</param>
public sealed class StreamingTask<TRequest, TUpdate>(string name) : InferenceTask(name)
    where TRequest : InferenceRequest
    where TUpdate : InferenceUpdate;
