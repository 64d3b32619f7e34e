using ProviderRouter.Providers;

namespace ProviderRouter.Routing;

/// <summary>A candidate's stream that has come to its first content, with what came before it; until then a failure can still be answered by another candidate.</summary>
internal sealed class OpenedStream<TRequest, TUpdate> : IAsyncDisposable
    where TRequest : InferenceRequest
    where TUpdate : InferenceUpdate
{
    private long bytesRead;
    private long bytesSaid;
    private Usage? reported;
    private ResponseInfo? whole; // what it says of itself, once nothing is to come any more

    private OpenedStream(PlannedCandidate planned, TaskContext<TRequest> context, IAsyncEnumerator<TUpdate> updates) =>
        (Planned, Context, Updates) = (planned, context, updates);

    public PlannedCandidate Planned { get; }

    public TaskContext<TRequest> Context { get; }

    /// <summary>What comes after <see cref="HeldBack"/>.</summary>
    public IAsyncEnumerator<TUpdate> Updates { get; }

    /// <summary>Everything up to the first content, or to the end of a stream without any.</summary>
    public Queue<TUpdate> HeldBack { get; } = new(2);

    public bool HasEnded { get; private set; }

    public static async Task<OpenedStream<TRequest, TUpdate>> OpenAsync(
        IStreamingTaskHandler<TRequest, TUpdate> handler, PlannedCandidate planned, TaskContext<TRequest> context, CancellationToken cancellationToken)
    {
        var stream = new OpenedStream<TRequest, TUpdate>(planned, context, handler.HandleAsync(context, cancellationToken).GetAsyncEnumerator(cancellationToken));
        try
        {
            await stream.HoldUntilContentAsync().ConfigureAwait(false);
            stream.bytesRead = BytesOf(context.Request);
            return stream;
        }
        catch (Exception exception)
        {
            await context.BreakAsync(exception, AttemptPhase.ReadingAnswer).ConfigureAwait(false);
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes note of a piece that is given on, and completes what the last one says of the answer.</summary>
    public TUpdate Take(TUpdate update, CandidateWalk walk)
    {
        if (update.TextBytes is > 0 and var bytes)
        {
            bytesSaid += bytes;
            return update;
        }

        reported = update.ReportedUsage ?? reported;
        if (!update.IsFinal)
        {
            return update;
        }

        if (update.Info is not { } info)
        {
            return update with { Info = Stamp(ResponseInfo.Empty, walk) }; // one of several ends: the last one brings it
        }

        whole = Stamp(info.Usage is null ? info with { Usage = Usage } : info, walk);
        return update with { Info = whole };
    }

    /// <summary>What the answer says of itself as it was left.</summary>
    public ResponseInfo Leave(CandidateWalk walk) => whole ?? Stamp(new() { Usage = Usage }, walk);

    /// <summary>Puts on record that it broke after content, and what it had consumed until then.</summary>
    public async ValueTask BreakAsync(Exception exception)
    {
        if (whole is not null)
        {
            return;
        }

        await Context.BreakAsync(exception, AttemptPhase.Delivering).ConfigureAwait(false);
        var interrupted = exception as StreamInterruptedException;
        interrupted?.Known = Usage;
        AnswerInfo.Charge(Context, Planned, interrupted?.PartialUsage ?? Usage);
    }

    public ValueTask DisposeAsync() => Updates.DisposeAsync();

    // As the provider told it, else by the texts.
    private Usage? Usage => reported ?? (Updates as IUsageSoFar)?.UsageSoFar ?? UsageEstimate.Of(bytesRead, bytesSaid);

    private ResponseInfo Stamp(ResponseInfo info, CandidateWalk walk) => AnswerInfo.Stamp(info, Context, Planned, walk.Plan);

    // Now, for the caller may add the answer to the messages as it comes; a request that changes meanwhile is not counted.
    private static long BytesOf(TRequest request)
    {
        try
        {
            return request.TextBytes;
        }
        catch (Exception exception) when (HandlerFaults.IsOfReading(exception) || exception is ObjectDisposedException)
        {
            return 0;
        }
    }

    private async ValueTask HoldUntilContentAsync()
    {
        while (await Updates.MoveNextAsync().ConfigureAwait(false))
        {
            HeldBack.Enqueue(Updates.Current);
            if (Updates.Current.IsContent)
            {
                return;
            }
        }

        HasEnded = true;
    }
}
