using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>An image, given labels.</summary>
internal sealed class HfImageClassification : HfFileCodec<ImageClassificationRequest, ImageClassificationResponse>
{
    public override MediaContent FileOf(ImageClassificationRequest request) => request.Image;

    public override void WriteParameters(RequestJson parameters, TaskContext<ImageClassificationRequest> context) =>
        HfLabels.Write(parameters, context.Request.FunctionToApply, context.Request.TopCount);

    protected override ImageClassificationResponse Read(HfAnswer answer, TaskContext<ImageClassificationRequest> context) => new() { Labels = HfLabels.Read(answer) };
}
