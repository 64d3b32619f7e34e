namespace ProviderRouter;

/// <summary>Documents, ranked.</summary>
public sealed record TextRankingResponse : InferenceResponse
{
    /// <summary>The documents, best first.</summary>
    public required IReadOnlyList<RankedDocument> Results { get; init; }
}
