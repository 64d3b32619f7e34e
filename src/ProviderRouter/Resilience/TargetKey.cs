namespace ProviderRouter.Resilience;

/// <summary>What fails and recovers as one: a model at an address with one key. Another key has limits of its own.</summary>
internal readonly record struct TargetKey
{
    /// <summary>The provider's instance name.</summary>
    public required string Provider { get; init; }

    public required string BaseAddress { get; init; }

    public required string Model { get; init; }

    /// <summary>A short hash of the key; never the key.</summary>
    public required string KeyId { get; init; }
}
