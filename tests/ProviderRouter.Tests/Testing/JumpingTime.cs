using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace ProviderRouter.Tests.Testing;

/// <summary>Time that stands still, and jumps over every delay as soon as one is begun; time limits are met only if delays add up to them.</summary>
internal sealed class JumpingTime() : FakeTimeProvider(Beginning)
{
    public static readonly DateTimeOffset Beginning = DateTimeOffset.Parse("2026-01-01T00:00:00Z", CultureInfo.InvariantCulture);

    private readonly List<TimeSpan> delays = [];
    private TimeSpan? silence;

    /// <summary>The delays that were begun, in order.</summary>
    public IReadOnlyList<TimeSpan> Delays => delays;

    /// <summary>Advances once, when the next limit of a waiting read is set: sooner, the limit would count from a later time and never be met.</summary>
    public void AdvanceWhenLimitIsSet(TimeSpan time) => silence = time;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (state is not CancellationTokenSource && dueTime > TimeSpan.Zero)
        {
            delays.Add(dueTime);
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return dueTime == Timeout.InfiniteTimeSpan ? new LimitTimer(timer, this) : timer;
    }

    private void LimitIsSet()
    {
        if (silence is { } time)
        {
            silence = null;
            ThreadPool.QueueUserWorkItem(_ => Advance(time));
        }
    }

    /// <summary>A timer that is set after it was made, as the limit of a read is.</summary>
    private sealed class LimitTimer(ITimer timer, JumpingTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            if (dueTime > TimeSpan.Zero)
            {
                time.LimitIsSet();
            }

            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
