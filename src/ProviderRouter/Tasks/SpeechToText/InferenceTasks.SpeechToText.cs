namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>Speech, written down.</summary>
    public static InferenceTask<SpeechToTextRequest, SpeechToTextResponse> SpeechToText { get; } =
        new("automatic-speech-recognition") { DefaultTimeout = TimeSpan.FromMinutes(30), RetryWhenMaybeExecuted = false };
}
