namespace ProviderRouter;

/// <summary>How alike sentences are.</summary>
public sealed record SentenceSimilarityResponse : InferenceResponse
{
    /// <summary>For each sentence, in their order, how like the source it is; 1 is the same.</summary>
    public required IReadOnlyList<double> Scores { get; init; }
}
