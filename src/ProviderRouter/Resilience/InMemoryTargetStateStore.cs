namespace ProviderRouter.Resilience;

/// <summary>Keeps the state of targets in this process, up to a number; one that was dropped begins anew.</summary>
internal sealed class InMemoryTargetStateStore : ITargetStateStore
{
    private readonly IdleFirstCache<TargetKey, InMemoryTargetState> states;

    /// <param name="breaker">The rules of the breakers.</param>
    /// <param name="budget">The rules of the retry budgets.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="random">From 0 to 1; spreads the ends of breaks.</param>
    /// <param name="capacity">The most targets.</param>
    public InMemoryTargetStateStore(
        CircuitBreakerOptions breaker, RetryBudgetOptions budget, TimeProvider timeProvider, Func<double>? random = null, int capacity = TargetDirectory.MaxTargets)
    {
        var spread = random ?? Random.Shared.NextDouble;
        states = new(capacity, _ => new(breaker, budget, timeProvider, spread), static state => state.IsBusy);
    }

    public ITargetState Get(TargetKey key) => states.Get(key);
}
