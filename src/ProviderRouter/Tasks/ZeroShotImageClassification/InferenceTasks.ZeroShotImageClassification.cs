namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>An image, given labels of the caller's.</summary>
    public static InferenceTask<ZeroShotImageClassificationRequest, ZeroShotImageClassificationResponse> ZeroShotImageClassification { get; } =
        new("zero-shot-image-classification");
}
