namespace ProviderRouter;

/// <summary>Labels of a sound.</summary>
public sealed record AudioClassificationResponse : InferenceResponse
{
    /// <summary>The labels, best first.</summary>
    public required IReadOnlyList<ScoredLabel> Labels { get; init; }
}
