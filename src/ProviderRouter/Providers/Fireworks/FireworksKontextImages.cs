using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fireworks;

/// <summary>What jobs of FLUX Kontext are told and give, for both tasks that make images.</summary>
internal sealed class FireworksKontextImages(MediaDownloader downloader)
    : IJobCodec<TextToImageRequest, TextToImageResponse, FireworksKontextState>, IJobCodec<ImageToImageRequest, ImageToImageResponse, FireworksKontextState>
{
    public ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<TextToImageRequest> context, CancellationToken cancellationToken)
    {
        var settings = ImageSettings.Of(context.Request);
        FireworksImageWarnings.Warn(context, settings, FireworksImageFields.Kontext);
        return ValueTask.FromResult<Action<RequestJson>>(body => FireworksImageCodec.Write(body, context.Request.Prompt, settings, FireworksImageFields.Kontext));
    }

    public async ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<ImageToImageRequest> context, CancellationToken cancellationToken)
    {
        FireworksImageInput.Check(context);
        FireworksImageWarnings.Warn(context, context.Request, FireworksImageFields.KontextEdit);
        var settings = ImageSettings.Of(context.Request);
        var image = await FireworksImageInput.ReadyAsync(context, "input_image", context.Request.Image, downloader, cancellationToken).ConfigureAwait(false);
        return body =>
        {
            FireworksImageCodec.Write(body, context.Request.Prompt, settings, FireworksImageFields.KontextEdit);
            image(body);
        };
    }

    public TextToImageResponse Decode(TaskContext context, TextToImageRequest? request, FireworksKontextState state) =>
        new() { Images = [state.ImageFor(context, downloader)], Info = state.Info };

    public ImageToImageResponse Decode(TaskContext context, ImageToImageRequest? request, FireworksKontextState state) =>
        new() { Images = [state.ImageFor(context, downloader)], Info = state.Info };
}
