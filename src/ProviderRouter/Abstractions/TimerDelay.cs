namespace ProviderRouter;

/// <summary>What a timer is given so that it does not fire too early: it cuts parts of milliseconds off.</summary>
internal static class TimerDelay
{
    public static TimeSpan NoShorterThan(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}
