namespace ProviderRouter;

/// <summary>Labels of a text.</summary>
public sealed record ZeroShotClassificationResponse : InferenceResponse
{
    /// <summary>The labels, best first.</summary>
    public required IReadOnlyList<ScoredLabel> Labels { get; init; }
}
