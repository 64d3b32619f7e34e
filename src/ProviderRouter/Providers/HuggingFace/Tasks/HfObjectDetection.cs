using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>An image, its objects found.</summary>
internal sealed class HfObjectDetection : HfFileCodec<ObjectDetectionRequest, ObjectDetectionResponse>
{
    public override MediaContent FileOf(ObjectDetectionRequest request) => request.Image;

    public override void WriteParameters(RequestJson parameters, TaskContext<ObjectDetectionRequest> context) =>
        parameters.Add("threshold", context.Request.Threshold);

    protected override ObjectDetectionResponse Read(HfAnswer answer, TaskContext<ObjectDetectionRequest> context) =>
        new() { Objects = [.. answer.Items().Select(item => ObjectOf(answer, item))] };

    private static DetectedObject ObjectOf(HfAnswer answer, JsonElement item) =>
        item.TryGetProperty("box"u8, out var box) && box.ValueKind == JsonValueKind.Object
            ? new()
            {
                Label = answer.Text(item, "label"),
                Score = answer.Number(item, "score"),
                Box = new(answer.Integer(box, "xmin"), answer.Integer(box, "ymin"), answer.Integer(box, "xmax"), answer.Integer(box, "ymax")),
            }
            : throw answer.Fail("an object of the answer has no box");
}
