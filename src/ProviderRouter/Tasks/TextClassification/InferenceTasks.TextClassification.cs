namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>A text, given labels.</summary>
    public static InferenceTask<TextClassificationRequest, TextClassificationResponse> TextClassification { get; } =
        new("text-classification");
}
