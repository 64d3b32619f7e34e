namespace ProviderRouter.Resilience;

/// <summary>What the retry of one exchange must know of its call.</summary>
internal abstract class RetryScope
{
    private bool refreshed;

    /// <summary>Whether the attempt that runs now is not the first.</summary>
    protected bool IsRetry { get; private set; }

    /// <summary>What the attempt that runs now took from the retry budget.</summary>
    protected int Paid { get; private set; }

    /// <summary>The wait before the attempt that runs now.</summary>
    public TimeSpan DelayBefore { get; private set; }

    /// <summary>Whether it only reads: then it has attempts of its own, whatever is set for others.</summary>
    public abstract bool IsRead { get; }

    public abstract bool RetryWhenMaybeExecuted { get; }

    public abstract bool HasAttemptsLeft { get; }

    /// <summary>Whether a target that is blocked is waited for: nobody else can be asked.</summary>
    public bool MayWaitForTarget { get; protected init; }

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

    /// <summary>Takes what a retry costs from the target's budget; false when that does not hold it.</summary>
    public async ValueTask<bool> TryPayAsync(int tokens, CancellationToken cancellationToken)
    {
        if (!await TrySpendAsync(tokens, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        Paid = tokens;
        return true;
    }

    /// <summary>Notes that one more attempt begins.</summary>
    public void Repeat(TimeSpan delay) => (IsRetry, DelayBefore) = (true, delay);

    protected abstract ValueTask<bool> TrySpendAsync(int tokens, CancellationToken cancellationToken);

    protected abstract ValueTask<bool> RefreshKeyAsync(CancellationToken cancellationToken);
}
