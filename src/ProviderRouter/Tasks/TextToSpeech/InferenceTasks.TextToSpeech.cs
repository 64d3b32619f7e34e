namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>A text, spoken.</summary>
    public static InferenceTask<TextToSpeechRequest, TextToSpeechResponse> TextToSpeech { get; } =
        new("text-to-speech") { DefaultTimeout = TimeSpan.FromMinutes(30), RetryWhenMaybeExecuted = false };
}
