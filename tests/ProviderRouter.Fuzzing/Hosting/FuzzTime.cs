namespace ProviderRouter.Fuzzing.Hosting;

/// <summary>Time in which every delay is over as soon as it is begun, and whose limits are met when delays add up to them.</summary>
internal sealed class FuzzTime : TimeProvider
{
    /// <summary>How long a call may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<LimitTimer> limits = [];
    private CancellationTokenSource end = new();
    private TimeSpan passed;

    /// <summary>Cancelled when the call's time is over.</summary>
    public CancellationToken End => end.Token;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Begins a call.</summary>
    public void Begin()
    {
        passed = TimeSpan.Zero;
        limits.Clear();
        if (end.IsCancellationRequested)
        {
            end.Dispose();
            end = new();
        }
    }

    public override DateTimeOffset GetUtcNow() => Beginning + passed;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    // A source of tokens is a limit, everything else a delay.
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new LimitTimer(this, callback, state) { Due = dueTime < TimeSpan.Zero ? TimeSpan.MaxValue : passed + dueTime };
        if (state is CancellationTokenSource || dueTime < TimeSpan.Zero)
        {
            limits.Add(timer);
        }
        else
        {
            Pass(dueTime);
            callback(state);
        }

        return timer;
    }

    private void Pass(TimeSpan time)
    {
        passed += time;
        for (var index = limits.Count - 1; index >= 0; index--)
        {
            if (index < limits.Count && limits[index] is { } limit && limit.Due <= passed)
            {
                limits.Remove(limit);
                limit.Fire();
            }
        }

        if (passed >= Limit)
        {
            end.Cancel();
        }
    }

    private sealed class LimitTimer(FuzzTime time, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Due { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime < TimeSpan.Zero ? TimeSpan.MaxValue : time.passed + dueTime;
            return true;
        }

        public void Dispose() => time.limits.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
