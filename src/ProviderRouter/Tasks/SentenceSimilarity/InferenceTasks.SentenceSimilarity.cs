namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>Sentences, compared with another by meaning.</summary>
    public static InferenceTask<SentenceSimilarityRequest, SentenceSimilarityResponse> SentenceSimilarity { get; } =
        new("sentence-similarity");
}
