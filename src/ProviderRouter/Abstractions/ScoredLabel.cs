namespace ProviderRouter;

/// <summary>A label with how well it fits.</summary>
public sealed record ScoredLabel
{
    /// <summary>The label, by the model's name for it or the caller's.</summary>
    public required string Label { get; init; }

    /// <summary>How well it fits, by most models from 0 to 1.</summary>
    public required double Score { get; init; }
}
