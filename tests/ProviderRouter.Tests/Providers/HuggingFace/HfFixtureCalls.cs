namespace ProviderRouter.Tests.Providers.HuggingFace;

/// <summary>Requests of the tasks that look or listen.</summary>
internal static class HfFixtureCalls
{
    public static Task<VisualQuestionAnsweringResponse> SeeAsync(HfWire wire) =>
        wire.SendAsync(InferenceTasks.VisualQuestionAnswering, new() { Image = HfWire.Image, Question = "q" });

    public static Task<DocumentQuestionAnsweringResponse> ReadDocumentAsync(HfWire wire) =>
        wire.SendAsync(InferenceTasks.DocumentQuestionAnswering, new() { Image = HfWire.Image, Question = "q" });

    public static Task<ImageSegmentationResponse> SegmentAsync(HfWire wire) => wire.SendAsync(InferenceTasks.ImageSegmentation, new() { Image = HfWire.Image });

    public static Task<ObjectDetectionResponse> DetectAsync(HfWire wire) => wire.SendAsync(InferenceTasks.ObjectDetection, new() { Image = HfWire.Image });

    public static Task<AudioClassificationResponse> HearAsync(HfWire wire) => wire.SendAsync(InferenceTasks.AudioClassification, new() { Audio = HfWire.Sound });

    public static Task<ZeroShotImageClassificationResponse> ChooseAsync(HfWire wire) =>
        wire.SendAsync(InferenceTasks.ZeroShotImageClassification, new() { Image = HfWire.Image, CandidateLabels = ["toy"] });

    public static Task<ImageToTextResponse> DescribeAsync(HfWire wire) => wire.SendAsync(InferenceTasks.ImageToText, new() { Image = HfWire.Image });
}
