using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>Images, made from an image.</summary>
internal sealed class HfImageToImage(HfImages images) : HfCodec<ImageToImageRequest, ImageToImageResponse>
{
    public override bool TakesBareFile => true;

    public override string AcceptOf(ImageToImageRequest request) => HfImages.AcceptOf(request.Format);

    public override MediaContent FileOf(ImageToImageRequest request) => request.Image;

    public override void Check(TaskContext<ImageToImageRequest> context)
    {
        var request = context.Request;
        if (request.Mask is not null)
        {
            throw context.Fail(ErrorKind.Unsupported, $"'{context.Provider}' changes the whole image and takes no Mask; name another provider, or leave Mask out.");
        }

        HfImages.Check(context, request.Count, request.AspectRatio, request.Format);
        context.WarnIf(request.References.Count > 0, nameof(request.References), "Not sent: hf-inference takes one image.");
        context.WarnIf(request.Scheduler is not null, nameof(request.Scheduler), NotSent);
        context.WarnIf(request.SafetyChecker is not null, nameof(request.SafetyChecker), NotSent);
        context.WarnIf(request.Loras.Count > 0, nameof(request.Loras), HfImages.NoLoras);
    }

    public override void WriteInputs(Utf8JsonWriter json, ImageToImageRequest request, ReadOnlySpan<byte> file) => JsonBase64.Write(json, "", file);

    public override void WriteParameters(RequestJson parameters, TaskContext<ImageToImageRequest> context)
    {
        var request = context.Request;
        parameters.Add("prompt", request.Prompt);
        parameters.Add("guidance_scale", request.Guidance);
        parameters.Add("negative_prompt", request.NegativePrompt);
        parameters.Add("num_inference_steps", request.Steps);
        parameters.Add("seed", request.Seed);
        parameters.Add("strength", request.Strength); // this one and the next are the names that the models' own pipelines have
        parameters.Add("image_guidance_scale", request.ImageGuidance);
        HfBody.WriteNested(parameters, context, "target_size", ("width", request.Size?.Width), ("height", request.Size?.Height));
    }

    public override async ValueTask<ImageToImageResponse> ReadAsync(TaskContext<ImageToImageRequest> context, ProviderResponse response, CancellationToken cancellationToken)
    {
        var made = await images.ReadAsync(context, response, cancellationToken).ConfigureAwait(false);
        return new() { Images = made, Info = new() { Usage = new() { Images = made.Count } } };
    }
}
