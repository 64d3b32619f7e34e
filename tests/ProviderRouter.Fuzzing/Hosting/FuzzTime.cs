namespace ProviderRouter.Fuzzing.Hosting;

/// <summary>Time in which every delay is over as soon as it is begun, and whose waits are given up when they add up to more than a call may take.</summary>
internal sealed class FuzzTime : TimeProvider
{
    /// <summary>How long a call may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private CancellationTokenSource end = new();
    private TimeSpan passed;

    /// <summary>Cancelled when the call's time is over.</summary>
    public CancellationToken End => end.Token;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Begins a call.</summary>
    public void Begin()
    {
        passed = TimeSpan.Zero;
        if (end.IsCancellationRequested)
        {
            end.Dispose();
            end = new();
        }
    }

    public override DateTimeOffset GetUtcNow() => Beginning + passed;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    // A source of tokens is a limit, which is met only if delays add up to it.
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (state is not CancellationTokenSource && dueTime >= TimeSpan.Zero)
        {
            passed += dueTime;
            if (passed >= Limit)
            {
                end.Cancel();
            }

            callback(state);
        }

        return new NoTimer();
    }

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
