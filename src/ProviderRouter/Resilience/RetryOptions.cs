namespace ProviderRouter.Resilience;

/// <summary>How often and how soon a failed exchange is tried again.</summary>
public sealed class RetryOptions
{
    /// <summary>The most exchanges with one target in a call, from 1 to 10; 1 switches retries off. What only reads, a download or a cancel, has three tries of its own.</summary>
    /// <value>Default: 3.</value>
    public int MaxAttemptsPerTarget { get; set; } = 3;

    /// <summary>The most exchanges in a call over all targets, from 1 to 50; polls, downloads and cancels do not count.</summary>
    /// <value>Default: 6.</value>
    public int MaxAttempts { get; set; } = 6;

    /// <summary>The most targets in a call, from 1 to 20; 1 switches fallback off.</summary>
    /// <value>Default: 3.</value>
    public int MaxTargets { get; set; } = 3;

    /// <summary>The longest wait that a provider may ask for; a longer one makes the router go on at once. From 0 to 24 hours.</summary>
    /// <value>Default: 60 seconds.</value>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The delay from which waits grow, from 10 milliseconds to 1 minute; four times as long after an overload.</summary>
    /// <value>Default: 250 milliseconds.</value>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest wait that the router chooses by itself, up to 24 hours.</summary>
    /// <value>Default: 8 seconds.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(8);
}
