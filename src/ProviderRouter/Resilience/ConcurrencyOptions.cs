namespace ProviderRouter.Resilience;

/// <summary>How many exchanges with one target run at once.</summary>
public sealed class ConcurrencyOptions
{
    /// <summary>The most exchanges with one target at once, from 1 to 1,000,000; the next ones wait their turn.</summary>
    /// <value>Default: 1,000.</value>
    public int MaxPerTarget { get; set; } = 1_000;

    /// <summary>The most that wait for one target, from 0 to 1,000,000; the next ones fail at once.</summary>
    /// <value>Default: 10,000.</value>
    public int MaxWaitingPerTarget { get; set; } = 10_000;
}
