using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Together;

/// <summary>Images from images at Together.</summary>
internal sealed class TogetherImageToImage(TogetherImages images, MediaDownloader downloader) : ITaskHandler<ImageToImageRequest, ImageToImageResponse>
{
    private const string NotSent = "Not sent: Together has no such field for images.";
    private const int MaxBytes = 100_000_000; // none is documented; a larger one is no image for a request

    public async Task<ImageToImageResponse> HandleAsync(TaskContext<ImageToImageRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var model = TogetherImageModel.Of(context.Model);
        Check(context, model);
        var inputs = new List<TogetherInput> { await ReadyAsync(context, request.Image, cancellationToken).ConfigureAwait(false) };
        foreach (var reference in model.TakesManyImages ? request.References : [])
        {
            inputs.Add(await ReadyAsync(context, reference, cancellationToken).ConfigureAwait(false));
        }

        var made = await images.MakeAsync(
            context, model, TogetherImageSettings.Of(request), body => Write(body, context, model, inputs), cancellationToken).ConfigureAwait(false);
        return new() { Images = made.Images, Info = new() { Usage = made.Usage } };
    }

    private static void Check(TaskContext<ImageToImageRequest> context, TogetherImageModel model)
    {
        var request = context.Request;
        if (request.Mask is not null) // without it all of the image would be repainted
        {
            throw context.Fail(ErrorKind.Unsupported, "Together takes no mask; ask a provider that repaints a part of an image, or say in the prompt what shall change.");
        }

        context.WarnIf(request.References.Count > 0 && !model.TakesManyImages, nameof(request.References), "Not sent: this model takes one image at Together.");
        context.WarnIf(request.Strength is not null, nameof(request.Strength), NotSent);
        context.WarnIf(request.ImageGuidance is not null, nameof(request.ImageGuidance), NotSent);
    }

    private static void Write(RequestJson body, TaskContext context, TogetherImageModel model, List<TogetherInput> inputs)
    {
        if (context.Overrides("image_url") || context.Overrides("reference_images")) // both are an error
        {
            return;
        }

        body.Writer.WritePropertyName(model.ImageField);
        if (!model.TakesManyImages)
        {
            inputs[0].Write(body.Writer);
            return;
        }

        body.Writer.WriteStartArray();
        foreach (var input in inputs)
        {
            input.Write(body.Writer);
        }

        body.Writer.WriteEndArray();
    }

    private ValueTask<TogetherInput> ReadyAsync(TaskContext context, MediaContent image, CancellationToken cancellationToken) =>
        TogetherInput.ReadyAsync(context, image, downloader, MaxBytes, maxCharacters: null, cancellationToken);
}
