namespace ProviderRouter;

/// <summary>An object in an image.</summary>
public sealed record DetectedObject
{
    /// <summary>What it is, by the model's name for it.</summary>
    public required string Label { get; init; }

    /// <summary>How sure the model is, from 0 to 1.</summary>
    public required double Score { get; init; }

    /// <summary>Where it is.</summary>
    public required BoundingBox Box { get; init; }
}
