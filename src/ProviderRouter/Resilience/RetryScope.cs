namespace ProviderRouter.Resilience;

/// <summary>What the retry of one exchange must know of its call.</summary>
internal abstract class RetryScope
{
    private bool refreshed;

    /// <summary>The wait before the attempt that runs now.</summary>
    public TimeSpan DelayBefore { get; set; }

    public abstract bool RetryWhenMaybeExecuted { get; }

    public abstract bool HasAttemptsLeft { get; }

    public abstract bool HasTimeFor(TimeSpan delay);

    /// <summary>Looks for another key after a 401, once an exchange; true when there is one.</summary>
    public ValueTask<bool> TryRefreshKeyAsync(CancellationToken cancellationToken)
    {
        if (refreshed)
        {
            return ValueTask.FromResult(false);
        }

        refreshed = true;
        return RefreshKeyAsync(cancellationToken);
    }

    protected abstract ValueTask<bool> RefreshKeyAsync(CancellationToken cancellationToken);
}
