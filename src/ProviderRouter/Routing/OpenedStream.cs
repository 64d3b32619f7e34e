using ProviderRouter.Providers;

namespace ProviderRouter.Routing;

/// <summary>A candidate's stream that has come to its first content, with what came before it; until then a failure can still be answered by another candidate.</summary>
internal sealed class OpenedStream<TRequest, TUpdate> : IAsyncDisposable
    where TRequest : InferenceRequest
    where TUpdate : InferenceUpdate
{
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

    public ValueTask DisposeAsync() => Updates.DisposeAsync();

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
