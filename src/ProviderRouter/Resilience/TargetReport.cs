namespace ProviderRouter.Resilience;

/// <summary>How an exchange ended.</summary>
/// <param name="Result">What it says of the target.</param>
/// <param name="RetryAfter">The wait that the target named with a rate limit.</param>
/// <param name="PayBack">What a success pays back to the retry budget: 1 for a first try, its own cost for a retry.</param>
internal readonly record struct TargetReport(TargetResult Result, TimeSpan? RetryAfter = null, int PayBack = 1);
