namespace ProviderRouter.Resilience;

/// <summary>What the retry of one exchange must know of its call.</summary>
internal abstract class RetryScope
{
    /// <summary>The wait before the attempt that runs now.</summary>
    public TimeSpan DelayBefore { get; set; }

    public abstract bool RetryWhenMaybeExecuted { get; }

    public abstract bool HasAttemptsLeft { get; }

    public abstract bool HasTimeFor(TimeSpan delay);

    /// <summary>Asks the key source once more after a 401; true when the key has changed.</summary>
    public abstract ValueTask<bool> RefreshKeyAsync(CancellationToken cancellationToken);
}
