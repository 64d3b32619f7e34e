namespace ProviderRouter;

/// <summary>The objects of an image.</summary>
public sealed record ObjectDetectionResponse : InferenceResponse
{
    /// <summary>The objects; empty when none was found.</summary>
    public required IReadOnlyList<DetectedObject> Objects { get; init; }
}
