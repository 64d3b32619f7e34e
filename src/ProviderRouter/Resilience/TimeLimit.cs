namespace ProviderRouter.Resilience;

/// <summary>A time limit on top of a token; without a limit it is the token itself.</summary>
internal sealed class TimeLimit : IDisposable
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly CancellationTokenSource? timer;
    private readonly CancellationTokenSource? linked;

    private TimeLimit(CancellationTokenSource? timer, CancellationTokenSource? linked, CancellationToken token)
    {
        this.timer = timer;
        this.linked = linked;
        Token = token;
    }

    public CancellationToken Token { get; }

    public bool HasPassed => timer is { IsCancellationRequested: true };

    /// <summary>Starts a limit.</summary>
    /// <param name="limit">How long; null for none of its own.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="callToken">The token below it.</param>
    /// <param name="clientToken">Another one, if there is another.</param>
    public static TimeLimit Start(TimeSpan? limit, TimeProvider timeProvider, CancellationToken callToken, CancellationToken clientToken = default)
    {
        if (limit is null && !clientToken.CanBeCanceled)
        {
            return new(null, null, callToken);
        }

        var timer = new CancellationTokenSource(limit is null ? Timeout.InfiniteTimeSpan : limit < Shortest ? Shortest : limit.Value, timeProvider);
        if (!callToken.CanBeCanceled && !clientToken.CanBeCanceled)
        {
            return new(timer, null, timer.Token);
        }

        var linked = clientToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(timer.Token, callToken, clientToken)
            : CancellationTokenSource.CreateLinkedTokenSource(timer.Token, callToken);
        return new(timer, linked, linked.Token);
    }

    public void Dispose()
    {
        linked?.Dispose();
        timer?.Dispose();
    }
}
