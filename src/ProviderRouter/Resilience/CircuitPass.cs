namespace ProviderRouter.Resilience;

/// <summary>By what a breaker knows an exchange that it let through.</summary>
/// <param name="Generation">How often the breaker had turned by then; what comes from before a turn says nothing of the time after it.</param>
/// <param name="IsProbe">Whether it is the only one that was let through.</param>
/// <param name="EnteredAt">When.</param>
internal readonly record struct CircuitPass(long Generation, bool IsProbe, TimeSpan EnteredAt);
