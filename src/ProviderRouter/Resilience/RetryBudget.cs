namespace ProviderRouter.Resilience;

/// <summary>A bucket of tokens that retries empty and successes fill, so that a target that is down does not get many times its load. Not thread-safe.</summary>
internal sealed class RetryBudget
{
    private readonly int capacity;

    public RetryBudget(int capacity)
    {
        this.capacity = capacity;
        Tokens = capacity;
    }

    public int Tokens { get; private set; }

    /// <summary>Takes tokens; all, or none when there are fewer.</summary>
    public bool TrySpend(int tokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        if (tokens > Tokens)
        {
            return false;
        }

        Tokens -= tokens;
        return true;
    }

    public void PayBack(int tokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        Tokens += Math.Min(tokens, capacity - Tokens);
    }
}
