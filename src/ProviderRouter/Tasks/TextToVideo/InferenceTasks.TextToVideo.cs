namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>A video made from a text.</summary>
    public static InferenceTask<TextToVideoRequest, TextToVideoResponse> TextToVideo { get; } =
        new("text-to-video") { DefaultTimeout = TimeSpan.FromMinutes(30), RetryWhenMaybeExecuted = false };
}
