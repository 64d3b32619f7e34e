namespace ProviderRouter.Resilience;

/// <summary>One target as a client sees it: its state, which may be shared, and what concerns only this client.</summary>
internal sealed class Target
{
    public required TargetKey Key { get; init; }

    public required ITargetState State { get; init; }

    public required ConcurrencyGate Gate { get; init; }

    public required LatencyWindow Latency { get; init; }
}
