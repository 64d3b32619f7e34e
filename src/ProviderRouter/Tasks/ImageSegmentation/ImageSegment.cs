namespace ProviderRouter;

/// <summary>A part of an image.</summary>
public sealed record ImageSegment
{
    /// <summary>What it shows, by the model's name for it.</summary>
    public required string Label { get; init; }

    /// <summary>How sure the model is, from 0 to 1; null when it did not say.</summary>
    public double? Score { get; init; }

    /// <summary>An image as large as the whole one: white is what belongs to the segment.</summary>
    public required MediaContent Mask { get; init; }
}
