namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>Music or sounds made from a text.</summary>
    public static InferenceTask<TextToAudioRequest, TextToAudioResponse> TextToAudio { get; } =
        new("text-to-audio") { DefaultTimeout = TimeSpan.FromMinutes(30), RetryWhenMaybeExecuted = false };
}
