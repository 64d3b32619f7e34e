namespace ProviderRouter;

/// <summary>
/// How far a streamed answer came, and how it goes on at another target when it breaks off; what that means, each task knows for itself.
/// It follows one call, and one flow at a time uses it.
/// </summary>
/// <typeparam name="TRequest">What is asked.</typeparam>
/// <typeparam name="TUpdate">One piece of the answer.</typeparam>
public abstract class StreamProgress<TRequest, TUpdate>
    where TRequest : InferenceRequest
    where TUpdate : InferenceUpdate
{
    /// <summary>The text of the answer as far as the caller has it; empty when there is none.</summary>
    public abstract string PartialText { get; }

    /// <summary>Takes note of an update that the caller is about to get; every one is shown, in order, and the announcement of a <see cref="StreamContinuation{TRequest, TUpdate}"/> before what it announces.</summary>
    /// <param name="update">The update.</param>
    /// <returns>What the caller gets of it; null for nothing, because all of it came before the break.</returns>
    public abstract TUpdate? Note(TUpdate update);

    /// <summary>
    /// Says what to ask the next target after a break. The announcement is shown to <see cref="Note"/> only when that target has begun to answer;
    /// when it fails before, the next one is asked in the same way.
    /// </summary>
    /// <param name="support">What the target makes of the beginning of an answer.</param>
    /// <returns>The request and its announcement; null when going on would be wrong, so that the break has to be told.</returns>
    public abstract StreamContinuation<TRequest, TUpdate>? GoOn(ContinuationSupport support);
}
