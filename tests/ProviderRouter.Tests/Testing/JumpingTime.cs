using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace ProviderRouter.Tests.Testing;

/// <summary>Time that stands still, and jumps over every delay as soon as one is begun; time limits are met only if delays add up to them.</summary>
internal sealed class JumpingTime() : FakeTimeProvider(Beginning)
{
    public static readonly DateTimeOffset Beginning = DateTimeOffset.Parse("2026-01-01T00:00:00Z", CultureInfo.InvariantCulture);

    private readonly Lock changing = new();
    private readonly List<TimeSpan> delays = [];
    private TimeSpan? silence;
    private bool endsSilence;
    private TimeSpan? awaited;
    private int waiting;

    /// <summary>The delays that were begun, in order.</summary>
    public IReadOnlyList<TimeSpan> Delays
    {
        get
        {
            lock (changing)
            {
                return [.. delays];
            }
        }
    }

    /// <summary>Advances once, when the next limit of a waiting read is set: sooner, the limit would count from a later time and never be met.</summary>
    public void AdvanceWhenLimitIsSet(TimeSpan time) => silence = time;

    /// <summary>Advances whenever a read waits under a limit, until such a limit is met.</summary>
    public void PassWhileRead(TimeSpan time)
    {
        lock (changing)
        {
            (silence, endsSilence) = (time, true);
            if (waiting == 0)
            {
                return;
            }
        }

        Advance(time);
    }

    /// <summary>Advances once, when a limit of this length is set.</summary>
    public void PassLimitOf(TimeSpan limit) => awaited = limit;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan)
        {
            return new LimitTimer(this, callback, state);
        }

        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (state is not CancellationTokenSource && dueTime > TimeSpan.Zero)
        {
            lock (changing)
            {
                delays.Add(dueTime);
            }

            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }
        else if (dueTime == awaited)
        {
            awaited = null;
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }

    private void Count(int limits)
    {
        TimeSpan time;
        lock (changing)
        {
            waiting += limits;
            if (limits <= 0 || silence is not { } set)
            {
                return;
            }

            time = set;
            silence = endsSilence ? silence : null;
        }

        ThreadPool.QueueUserWorkItem(_ => Advance(time));
    }

    private void IsMet()
    {
        lock (changing)
        {
            (silence, endsSilence) = (null, false);
        }
    }

    /// <summary>A timer that is set after it was made, as the limit of a read is.</summary>
    private sealed class LimitTimer : ITimer
    {
        private readonly JumpingTime time;
        private readonly ITimer timer;
        private bool isSet;

        public LimitTimer(JumpingTime time, TimerCallback callback, object? state)
        {
            this.time = time;
            timer = time.Create(
                _ =>
                {
                    time.IsMet();
                    callback(state);
                });
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            Set(dueTime > TimeSpan.Zero);
            return changed;
        }

        public void Dispose()
        {
            Set(false);
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Set(false);
            return timer.DisposeAsync();
        }

        private void Set(bool value)
        {
            if (isSet != value)
            {
                isSet = value;
                time.Count(value ? 1 : -1);
            }
        }
    }

    private ITimer Create(TimerCallback callback) => base.CreateTimer(callback, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
