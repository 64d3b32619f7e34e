namespace ProviderRouter.Resilience;

/// <summary>
/// When a target that fails is left alone for a while. A target is a model at one address with one key; unreachable, too late, 5xx and broken
/// streams count as failures, other refusals and rate limits do not.
/// </summary>
public sealed class CircuitBreakerOptions
{
    /// <summary>Whether failing targets are left alone at all.</summary>
    /// <value>Default: true.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>How far back results count, from 100 milliseconds to 24 hours.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The part of failures among the results of the window that opens the breaker, above 0 and up to 1.</summary>
    /// <value>Default: 0.5.</value>
    public double FailureRatio { get; set; } = 0.5;

    /// <summary>The fewest results in the window that tell anything, from 1 to 1,000,000.</summary>
    /// <value>Default: 10.</value>
    public int MinimumThroughput { get; set; } = 10;

    /// <summary>
    /// How long the breaker stays open at first, from 10 milliseconds to 24 hours; then one exchange probes the target, and each probe that fails
    /// doubles the time. A random part of up to 20 % is added or taken off.
    /// </summary>
    /// <value>Default: 5 seconds.</value>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>What the time doubles up to, before the random part; from <see cref="BreakDuration"/> to 24 hours.</summary>
    /// <value>Default: 60 seconds.</value>
    public TimeSpan MaxBreakDuration { get; set; } = TimeSpan.FromSeconds(60);
}
