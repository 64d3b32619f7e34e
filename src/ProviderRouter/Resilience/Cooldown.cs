namespace ProviderRouter.Resilience;

/// <summary>
/// Until when a target rests after a rate limit. A longer rest always wins. The wait that a target names and the one chosen for it are kept
/// apart: only the first is a lock. Times are since any fixed moment; not thread-safe.
/// </summary>
internal sealed class Cooldown
{
    /// <summary>A timer cuts parts of milliseconds off, and may fire one early: who waited as long as was named is not sent away.</summary>
    public static readonly TimeSpan TimerError = TimeSpan.FromMilliseconds(2);

    private static readonly TimeSpan Unasked = TimeSpan.FromSeconds(5);

    private TimeSpan notBefore;
    private TimeSpan ratherNotBefore;

    public void Rest(TimeSpan now, TimeSpan? retryAfter)
    {
        if (retryAfter is { } asked && asked > TimeSpan.Zero) // zero or less is as good as none
        {
            notBefore = Later(notBefore, asked < TimeSpan.MaxValue - now ? now + asked : TimeSpan.MaxValue);
        }
        else
        {
            ratherNotBefore = Later(ratherNotBefore, now + Unasked);
        }
    }

    public TargetStatus Look(TimeSpan now) =>
        notBefore - now > TimerError ? new(TargetBlock.CoolingDown, notBefore - now)
        : ratherNotBefore > now ? new(TargetBlock.CoolingDownUnasked, ratherNotBefore - now)
        : default;

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
