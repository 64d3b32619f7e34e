using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace ProviderRouter.Tests.Testing;

/// <summary>Time that stands still, and jumps over every delay as soon as one is begun; time limits are met only if delays add up to them.</summary>
internal sealed class JumpingTime() : FakeTimeProvider(Beginning)
{
    public static readonly DateTimeOffset Beginning = DateTimeOffset.Parse("2026-01-01T00:00:00Z", CultureInfo.InvariantCulture);

    private readonly List<TimeSpan> delays = [];

    /// <summary>The delays that were begun, in order.</summary>
    public IReadOnlyList<TimeSpan> Delays => delays;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (state is not CancellationTokenSource && dueTime > TimeSpan.Zero)
        {
            delays.Add(dueTime);
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
