namespace ProviderRouter;

/// <summary>Labels of an image.</summary>
public sealed record ZeroShotImageClassificationResponse : InferenceResponse
{
    /// <summary>The labels, best first.</summary>
    public required IReadOnlyList<ScoredLabel> Labels { get; init; }
}
