namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>A text, given labels of the caller's.</summary>
    public static InferenceTask<ZeroShotClassificationRequest, ZeroShotClassificationResponse> ZeroShotClassification { get; } =
        new("zero-shot-classification");
}
