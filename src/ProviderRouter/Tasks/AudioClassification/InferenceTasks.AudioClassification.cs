namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>A sound, given labels.</summary>
    public static InferenceTask<AudioClassificationRequest, AudioClassificationResponse> AudioClassification { get; } =
        new("audio-classification");
}
