namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>Images made from a text.</summary>
    public static InferenceTask<TextToImageRequest, TextToImageResponse> TextToImage { get; } =
        new("text-to-image") { DefaultTimeout = TimeSpan.FromMinutes(30), RetryWhenMaybeExecuted = false };
}
