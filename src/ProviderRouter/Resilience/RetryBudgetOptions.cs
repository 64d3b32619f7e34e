namespace ProviderRouter.Resilience;

/// <summary>
/// How many retries a target gets on top of its calls: a bucket of tokens of its own, which retries empty and successes fill. While it is empty
/// there is no retry; the next candidate is asked all the same.
/// </summary>
public sealed class RetryBudgetOptions
{
    /// <summary>Whether retries are bounded by the budget.</summary>
    /// <value>Default: true.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>The most tokens, and how many there are at first, from the cost of one retry to 1,000,000. A success pays back what its retry cost, or 1 at the first try.</summary>
    /// <value>Default: 500.</value>
    public int Capacity { get; set; } = 500;

    /// <summary>What a retry or a hedge costs, from 1 to 1,000,000.</summary>
    /// <value>Default: 14.</value>
    public int RetryCost { get; set; } = 14;

    /// <summary>What a retry after a rate limit (429) costs, from 1 to 1,000,000.</summary>
    /// <value>Default: 5.</value>
    public int RateLimitedRetryCost { get; set; } = 5;
}
