namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>Texts, turned into vectors.</summary>
    public static InferenceTask<EmbeddingsRequest, EmbeddingsResponse> Embeddings { get; } =
        new("feature-extraction") { CatalogTasks = ["feature-extraction", "sentence-similarity"] };
}
