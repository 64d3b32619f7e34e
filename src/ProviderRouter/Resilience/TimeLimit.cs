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

    public static TimeLimit Start(TimeSpan? limit, TimeProvider timeProvider, CancellationToken callToken)
    {
        if (limit is null)
        {
            return new(null, null, callToken);
        }

        var timer = new CancellationTokenSource(limit < Shortest ? Shortest : limit.Value, timeProvider);
        if (!callToken.CanBeCanceled)
        {
            return new(timer, null, timer.Token);
        }

        var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, callToken);
        return new(timer, linked, linked.Token);
    }

    public void Dispose()
    {
        linked?.Dispose();
        timer?.Dispose();
    }
}
