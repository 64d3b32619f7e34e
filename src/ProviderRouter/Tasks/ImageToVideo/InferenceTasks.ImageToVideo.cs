namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>A video made from an image.</summary>
    public static InferenceTask<ImageToVideoRequest, ImageToVideoResponse> ImageToVideo { get; } =
        new("image-to-video") { DefaultTimeout = TimeSpan.FromMinutes(30), RetryWhenMaybeExecuted = false };
}
