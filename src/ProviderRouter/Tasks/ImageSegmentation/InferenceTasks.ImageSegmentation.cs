namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>An image, divided by what it shows.</summary>
    public static InferenceTask<ImageSegmentationRequest, ImageSegmentationResponse> ImageSegmentation { get; } = new("image-segmentation");
}
