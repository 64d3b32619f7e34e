namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>Documents, ranked by how well they fit a query.</summary>
    public static InferenceTask<TextRankingRequest, TextRankingResponse> TextRanking { get; } = new("text-ranking");
}
