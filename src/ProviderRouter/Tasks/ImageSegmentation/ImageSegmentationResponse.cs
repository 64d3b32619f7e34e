namespace ProviderRouter;

/// <summary>The segments of an image.</summary>
public sealed record ImageSegmentationResponse : InferenceResponse
{
    /// <summary>The segments; empty when none was found.</summary>
    public required IReadOnlyList<ImageSegment> Segments { get; init; }
}
