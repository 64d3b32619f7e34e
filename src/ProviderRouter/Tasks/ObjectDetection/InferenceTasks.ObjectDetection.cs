namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>The objects of an image, found.</summary>
    public static InferenceTask<ObjectDetectionRequest, ObjectDetectionResponse> ObjectDetection { get; } = new("object-detection");
}
