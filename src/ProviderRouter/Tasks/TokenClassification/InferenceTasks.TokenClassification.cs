namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>A text, its names and other entities found.</summary>
    public static InferenceTask<TokenClassificationRequest, TokenClassificationResponse> TokenClassification { get; } =
        new("token-classification");
}
