using ProviderRouter.Providers;

namespace ProviderRouter.Routing;

/// <summary>A candidate's stream that has come to its first content, with what came before it; until then a failure can still be answered by another candidate.</summary>
internal sealed class OpenedStream<TRequest, TUpdate> : IAsyncDisposable
    where TRequest : InferenceRequest
    where TUpdate : InferenceUpdate
{
    private long textBytes;

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
            return stream;
        }
        catch (Exception exception)
        {
            await context.BreakAsync(exception, AttemptPhase.ReadingAnswer).ConfigureAwait(false);
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes note of a piece that is given on.</summary>
    public void Count(TUpdate update) => textBytes += update.TextBytes;

    /// <summary>Completes what the answer says of itself.</summary>
    public ResponseInfo Stamp(ResponseInfo info, RouteTrace plan) =>
        AnswerInfo.Stamp(info.Usage is null ? info with { Usage = Estimate() } : info, Context, Planned, plan);

    /// <summary>Puts on record that it broke after content, and what it had consumed until then.</summary>
    public async ValueTask BreakAsync(Exception exception)
    {
        await Context.BreakAsync(exception, AttemptPhase.Delivering).ConfigureAwait(false);
        var interrupted = exception as StreamInterruptedException;
        var usage = interrupted?.PartialUsage ?? Estimate();
        interrupted?.Estimated = usage;
        AnswerInfo.Charge(Context, Planned, usage);
    }

    public ValueTask DisposeAsync() => Updates.DisposeAsync();

    private Usage? Estimate() => UsageEstimate.Of(Context.Request.TextBytes, textBytes);

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
