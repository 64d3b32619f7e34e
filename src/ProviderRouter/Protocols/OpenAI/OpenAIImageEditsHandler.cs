using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Images made from images, by a form, at a server that speaks OpenAI's protocol. Source: wire notes of the dialect, §11.</summary>
internal sealed class OpenAIImageEditsHandler(ProviderTransport transport, OpenAIDialect dialect, MediaDownloader downloader)
    : ITaskHandler<ImageToImageRequest, ImageToImageResponse>
{
    private readonly ImagesReader reader = new(dialect.Images, downloader);
    private readonly ImagesDialect known = dialect.Images;

    public async Task<ImageToImageResponse> HandleAsync(TaskContext<ImageToImageRequest> context, CancellationToken cancellationToken)
    {
        RefuseMask(context);
        var settings = ImageSettings.Of(context.Request);
        var form = new OpenAIForm(known.EditsPath, context, dialect);
        WriteFields(form, context.Request, settings);
        form.AddParameters();
        await AddImagesAsync(form, context, cancellationToken).ConfigureAwait(false);
        var answer = await transport.SendAsync(
            context, form.Exchange, (response, token) => reader.ReadAsync(context, response, settings, token), cancellationToken).ConfigureAwait(false);
        return new() { Images = answer.Images, RevisedPrompt = answer.RevisedPrompt, Info = answer.Info };
    }

    // It would repaint what is to be kept, and that is paid.
    private void RefuseMask(TaskContext<ImageToImageRequest> context)
    {
        if (context.Request.Mask is not null && known is { MasksByTransparency: true, MaskField: { } field } && !context.Overrides(field))
        {
            throw context.Fail(
                ErrorKind.Unsupported,
                $"Provider '{context.Provider}' repaints where a mask is transparent, and {nameof(ImageToImageRequest.Mask)} is white there; name another model or provider, or set the server's own '{field}' by ProviderParameters.");
        }
    }

    private void WriteFields(OpenAIForm form, ImageToImageRequest request, ImageSettings settings)
    {
        form.Add("prompt", nameof(request.Prompt), request.Prompt);
        settings.Write(form, known);
        form.AddKnown(known.StrengthField, nameof(request.Strength), request.Strength);
        form.AddKnown(field: null, nameof(request.ImageGuidance), request.ImageGuidance);
        form.AddKnown(field: null, nameof(request.Loras), request.Loras.Count == 0 ? null : "adapters");
    }

    private async ValueTask AddImagesAsync(OpenAIForm form, TaskContext<ImageToImageRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var field = request.References.Count > 0 ? known.ImagesField : known.ImageField;
        await AddAsync(form, field, request.Image, context, cancellationToken).ConfigureAwait(false);
        foreach (var reference in request.References)
        {
            await AddAsync(form, field, reference, context, cancellationToken).ConfigureAwait(false);
        }

        if (request.Mask is { } mask && form.Knows(known.MaskField, nameof(request.Mask)))
        {
            await AddAsync(form, known.MaskField, mask, context, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask AddAsync(OpenAIForm form, string field, MediaContent image, TaskContext context, CancellationToken cancellationToken)
    {
        if (!context.Overrides(field))
        {
            form.Exchange.Add(field, await InputMedia.ReadyAsync(context, image, downloader, known.MaxImageBytes, cancellationToken).ConfigureAwait(false));
        }
    }
}
