using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>An image, put into words.</summary>
internal sealed class HfImageToText : HfFileCodec<ImageToTextRequest, ImageToTextResponse>
{
    public override MediaContent FileOf(ImageToTextRequest request) => request.Image;

    public override void Check(TaskContext<ImageToTextRequest> context) => context.WarnIf(context.Request.Prompt is not null, nameof(ImageToTextRequest.Prompt), NotSent);

    public override void WriteParameters(RequestJson parameters, TaskContext<ImageToTextRequest> context)
    {
        var request = context.Request;
        parameters.Add("max_new_tokens", request.MaxOutputTokens);
        HfBody.WriteNested(parameters, context, "generation_parameters", ("temperature", request.Temperature), ("top_p", request.TopP));
    }

    protected override ImageToTextResponse Read(HfAnswer answer, TaskContext<ImageToTextRequest> context) =>
        new() { Text = answer.Text(answer.First(), "generated_text") };
}
