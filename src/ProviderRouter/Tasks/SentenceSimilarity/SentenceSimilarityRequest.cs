namespace ProviderRouter;

/// <summary>Sentences to be compared with another by meaning. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record SentenceSimilarityRequest : InferenceRequest
{
    /// <summary>The sentence with which the others are compared.</summary>
    public required string SourceSentence { get; init; }

    /// <summary>The others; at least one.</summary>
    public required IReadOnlyList<string> Sentences { get; init; }
}
