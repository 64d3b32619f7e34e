namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>An image, put into words.</summary>
    public static InferenceTask<ImageToTextRequest, ImageToTextResponse> ImageToText { get; } = new("image-to-text");
}
