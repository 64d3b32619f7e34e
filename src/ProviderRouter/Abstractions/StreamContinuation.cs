namespace ProviderRouter;

/// <summary>What another target is asked after a break, and what the caller is told before its answer comes.</summary>
/// <typeparam name="TRequest">What is asked.</typeparam>
/// <typeparam name="TUpdate">One piece of the answer.</typeparam>
public sealed record StreamContinuation<TRequest, TUpdate>
    where TRequest : InferenceRequest
    where TUpdate : InferenceUpdate
{
    /// <summary>The request: with the beginning of the answer, or the one that was asked first.</summary>
    public required TRequest Request { get; init; }

    /// <summary>Whether the request ends with the beginning of the answer. Else the answer begins anew.</summary>
    public bool ContinuesAnswer { get; init; }

    /// <summary>The update that tells the caller which of the two it is; who answers is added to its <see cref="InferenceUpdate.Info"/>.</summary>
    public required TUpdate Announcement { get; init; }
}
