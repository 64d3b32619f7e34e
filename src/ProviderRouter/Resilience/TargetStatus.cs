namespace ProviderRouter.Resilience;

/// <summary>What stands in the way of an exchange, and for how long; the default is: nothing.</summary>
/// <param name="Block">What.</param>
/// <param name="OpensIn">When to ask again; a guess while a probe runs.</param>
internal readonly record struct TargetStatus(TargetBlock Block, TimeSpan OpensIn);
