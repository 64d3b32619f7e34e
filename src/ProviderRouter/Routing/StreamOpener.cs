using ProviderRouter.Providers;

namespace ProviderRouter.Routing;

/// <summary>Opens a streamed answer at one candidate after the other, until one has come to its first content.</summary>
internal sealed class StreamOpener<TRequest, TUpdate>(RouteExecutor executor, StreamingTask<TRequest, TUpdate> task, TRequest request, CandidateWalk walk, CallState call)
    where TRequest : InferenceRequest
    where TUpdate : InferenceUpdate
{
    /// <summary>The candidate that was asked last; null before the first.</summary>
    public PlannedCandidate? Asked { get; private set; }

    /// <summary>Opens the stream at the first candidate that brings content.</summary>
    /// <exception cref="InferenceException">Nobody does: the last failure.</exception>
    public async ValueTask<OpenedStream<TRequest, TUpdate>> OpenAsync(CancellationToken cancellationToken)
    {
        var race = executor.HedgeOf<OpenedStream<TRequest, TUpdate>>(task, walk, call, OpenAsync);
        for (ProviderException? last = null; ;)
        {
            Asked = await walk.NextAsync(last, cancellationToken).ConfigureAwait(false);
            try
            {
                return await (race?.RunAsync(Asked, cancellationToken) ?? OpenAsync(Asked, new CandidateState { IsLast = !walk.HasMore }, cancellationToken)).ConfigureAwait(false);
            }
            catch (ProviderException failure) when (walk.MayGoOn(failure))
            {
                last = failure.IsTurnedAway ? last : failure;
            }
        }
    }

    /// <summary>What a candidate makes of the beginning of an answer.</summary>
    public ContinuationSupport SupportOf(PlannedCandidate candidate) =>
        executor.FindHandler(task, candidate).ContinuationOf(RouteExecutor.CreateContext(task, request, candidate, call, new()));

    /// <summary>Opens the stream at one candidate, from the beginning of its answer or anew.</summary>
    public Task<OpenedStream<TRequest, TUpdate>> OpenAsync(PlannedCandidate candidate, StreamContinuation<TRequest, TUpdate> next, CancellationToken cancellationToken) =>
        OpenAsync(candidate, RouteExecutor.CreateContext(task, next.Request, candidate, call, new() { IsLast = !walk.HasMore }, next.ContinuesAnswer), cancellationToken);

    private Task<OpenedStream<TRequest, TUpdate>> OpenAsync(PlannedCandidate candidate, CandidateState asked, CancellationToken cancellationToken) =>
        OpenAsync(candidate, RouteExecutor.CreateContext(task, request, candidate, call, asked), cancellationToken);

    private async Task<OpenedStream<TRequest, TUpdate>> OpenAsync(PlannedCandidate candidate, TaskContext<TRequest> context, CancellationToken cancellationToken)
    {
        Asked = candidate;
        try
        {
            return await OpenedStream<TRequest, TUpdate>.OpenAsync(executor.FindHandler(task, candidate), candidate, context, cancellationToken).ConfigureAwait(false);
        }
        catch (ProviderException failure) when (walk.Note(candidate, failure))
        {
            throw;
        }
    }
}
