namespace ProviderRouter.Providers;

/// <summary>One wait for a job.</summary>
/// <typeparam name="TRequest">The task's request.</typeparam>
public sealed class JobWait<TRequest> : JobWait
    where TRequest : InferenceRequest
{
    /// <summary>The request; null for a job that was resumed from its handle, of which nothing else is known.</summary>
    public TRequest? Request { get; init; }
}
