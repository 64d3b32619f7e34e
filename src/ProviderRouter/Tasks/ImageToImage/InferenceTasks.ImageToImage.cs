namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>Images made from an image.</summary>
    public static InferenceTask<ImageToImageRequest, ImageToImageResponse> ImageToImage { get; } =
        new("image-to-image") { DefaultTimeout = TimeSpan.FromMinutes(30), RetryWhenMaybeExecuted = false };
}
