namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>A text, spoken.</summary>
    public static InferenceTask<TextToSpeechRequest, TextToSpeechResponse> TextToSpeech { get; } =
        new("text-to-speech") { DefaultTimeout = TimeSpan.FromMinutes(30), RetryWhenMaybeExecuted = false };

    /// <summary>A text, spoken piece by piece.</summary>
    public static StreamingTask<TextToSpeechRequest, TextToSpeechUpdate> TextToSpeechStream { get; } =
        new("text-to-speech") { DefaultTimeout = TimeSpan.FromMinutes(10), RetryWhenMaybeExecuted = false };
}
