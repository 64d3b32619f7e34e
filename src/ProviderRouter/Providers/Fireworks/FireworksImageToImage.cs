using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fireworks;

/// <summary>Images made from an image by the Stable Diffusion XL family, answered at once. Source: wire notes of Fireworks, §6.C.</summary>
internal sealed class FireworksImageToImage(ProviderTransport transport, MediaDownloader downloader) : ITaskHandler<ImageToImageRequest, ImageToImageResponse>
{
    // The server needs one, and this one changes as much as its own schedule of steps does, which begins at 0.65.
    private const double UsualStrength = 0.65;

    public async Task<ImageToImageResponse> HandleAsync(TaskContext<ImageToImageRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var model = FireworksImageModel.Of(context.Model);
        if (model.Family != FireworksImageFamily.Generation)
        {
            throw context.Fail(ErrorKind.Unsupported, $"Model '{context.Model}' makes images of a text alone at Fireworks; FLUX Kontext and the Stable Diffusion XL family change images.");
        }

        FireworksImageInput.Check(context);
        FireworksImageWarnings.Warn(context, request, model.Fields);
        var settings = ImageSettings.Of(request);
        var image = await InputMedia.ReadyAsync(context, request.Image, downloader, FireworksImageInput.MaxBytes, cancellationToken).ConfigureAwait(false);
        var form = new FormExchange($"{FireworksImageCodec.PathOf(context.Model, model.Family)}/image_to_image", context)
        {
            Accept = FireworksImageCodec.AcceptOf(settings, model.Fields),
        };
        form.Add("init_image", image);
        AddStrength(form, context, model.Fields.Strength!);
        FireworksImageCodec.Write(form, request.Prompt, settings, model.Fields);

        var answer = await transport.SendAsync(context, form, FireworksImageAnswer.ReadAsync, cancellationToken).ConfigureAwait(false);
        return new()
        {
            Images = answer.Images,
            Seed = answer.Seed,
            Info = new() { Usage = FireworksImageCodec.Count(context, settings, model, answer.Images.Count) },
        };
    }

    // Turned around: there it says how much of the image stays. A schedule of steps of the caller's own takes its place.
    private static void AddStrength(FormExchange form, TaskContext<ImageToImageRequest> context, string field)
    {
        if (context.Request.Strength is null && (context.Overrides("step_schedule_start") || context.Overrides("step_schedule_end")))
        {
            form.Add("init_image_mode", "STEP_SCHEDULE");
        }
        else if (context.Request.Strength is not null || !context.Overrides("init_image_mode"))
        {
            form.Add(field, Math.Round(1 - (context.Request.Strength ?? UsualStrength), 6));
        }
    }
}
