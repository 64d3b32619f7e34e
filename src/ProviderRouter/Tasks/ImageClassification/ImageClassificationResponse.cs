namespace ProviderRouter;

/// <summary>Labels of an image.</summary>
public sealed record ImageClassificationResponse : InferenceResponse
{
    /// <summary>The labels, best first.</summary>
    public required IReadOnlyList<ScoredLabel> Labels { get; init; }
}
