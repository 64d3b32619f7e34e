using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>An image, divided: each part with a mask, a PNG in base64.</summary>
internal sealed class HfImageSegmentation : HfFileCodec<ImageSegmentationRequest, ImageSegmentationResponse>
{
    protected override MediaFields Files { get; } = new("mask"u8.ToArray());

    public override MediaContent FileOf(ImageSegmentationRequest request) => request.Image;

    public override void WriteParameters(RequestJson parameters, TaskContext<ImageSegmentationRequest> context)
    {
        var request = context.Request;
        parameters.Add("mask_threshold", request.MaskThreshold);
        parameters.Add("overlap_mask_area_threshold", request.OverlapMaskAreaThreshold);
        parameters.Add("subtask", request.Subtask);
        parameters.Add("threshold", request.Threshold);
    }

    protected override ImageSegmentationResponse Read(HfAnswer answer, TaskContext<ImageSegmentationRequest> context) =>
        new() { Segments = [.. answer.Items().Select(item => SegmentOf(answer, item))] };

    private static ImageSegment SegmentOf(HfAnswer answer, JsonElement item) => new()
    {
        Label = answer.Text(item, "label"),
        Score = HfAnswer.NumberOrNull(item, "score"),
        Mask = answer.File(item, "mask"),
    };
}
