using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>Images, made from a text.</summary>
internal sealed class HfTextToImage(HfImages images) : HfCodec<TextToImageRequest, TextToImageResponse>
{
    public override string AcceptOf(TextToImageRequest request) => HfImages.AcceptOf(request.Format);

    public override void Check(TaskContext<TextToImageRequest> context)
    {
        var request = context.Request;
        HfImages.Check(context, request.Count, request.AspectRatio, request.Format);
        context.WarnIf(request.SafetyChecker is not null, nameof(request.SafetyChecker), NotSent);
        context.WarnIf(request.Loras.Count > 0, nameof(request.Loras), HfImages.NoLoras);
    }

    public override void WriteInputs(Utf8JsonWriter json, TextToImageRequest request, ReadOnlySpan<byte> file) => json.WriteStringValue(request.Prompt);

    public override void WriteParameters(RequestJson parameters, TaskContext<TextToImageRequest> context)
    {
        var request = context.Request;
        parameters.Add("guidance_scale", request.Guidance);
        parameters.Add("negative_prompt", request.NegativePrompt);
        parameters.Add("num_inference_steps", request.Steps);
        parameters.Add("width", request.Size?.Width);
        parameters.Add("height", request.Size?.Height);
        parameters.Add("scheduler", request.Scheduler);
        parameters.Add("seed", request.Seed);
    }

    public override async ValueTask<TextToImageResponse> ReadAsync(TaskContext<TextToImageRequest> context, ProviderResponse response, CancellationToken cancellationToken)
    {
        var made = await images.ReadAsync(context, response, cancellationToken).ConfigureAwait(false);
        return new() { Images = made, Info = new() { Usage = new() { Images = made.Count } } };
    }
}
