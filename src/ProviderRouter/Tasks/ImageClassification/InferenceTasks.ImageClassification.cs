namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>An image, given labels.</summary>
    public static InferenceTask<ImageClassificationRequest, ImageClassificationResponse> ImageClassification { get; } =
        new("image-classification");
}
