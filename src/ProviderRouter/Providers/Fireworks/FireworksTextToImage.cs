using System.Globalization;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fireworks;

/// <summary>Images at Fireworks: the bytes themselves for one image, JSON for several.</summary>
internal sealed class FireworksTextToImage(ProviderTransport transport) : ITaskHandler<TextToImageRequest, TextToImageResponse>
{
    public async Task<TextToImageResponse> HandleAsync(TaskContext<TextToImageRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var model = FireworksImageModel.Of(context.Model);
        if (model.Family == FireworksImageFamily.WorkflowJob)
        {
            throw context.Fail(ErrorKind.Unsupported, $"Model '{context.Model}' is a job at Fireworks, which this version does not run yet; ask another provider for it.");
        }

        FireworksImageCodec.Warn(context, model.Family);
        var isGeneration = model.Family == FireworksImageFamily.Generation;
        var exchange = new JsonExchange(
            FireworksImageCodec.PathOf(context.Model, model.Family),
            context,
            body => (isGeneration ? (Action<RequestJson, TextToImageRequest>)FireworksImageCodec.WriteGeneration : FireworksImageCodec.WriteWorkflow)(body, request))
        {
            Accept = isGeneration && request.Count > 1 ? "application/json" : request.Format == ImageFormat.Png ? "image/png" : "image/jpeg",
        };

        var response = await transport.SendAsync(context, exchange, ReadAsync, cancellationToken).ConfigureAwait(false);
        return response with { Info = new() { Usage = Count(context, model, response.Images.Count) } };
    }

    private static async ValueTask<TextToImageResponse> ReadAsync(ProviderResponse response, CancellationToken cancellationToken)
    {
        if (!response.ContentType.EndsWith("json", StringComparison.Ordinal))
        {
            ThrowIfFiltered(response, string.Equals(response.GetHeader("Finish-Reason"), "CONTENT_FILTERED", StringComparison.OrdinalIgnoreCase));
            return new()
            {
                Images = [await response.ReadMediaAsync(cancellationToken).ConfigureAwait(false)],
                Seed = long.TryParse(response.GetHeader("Seed"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed) ? seed : null,
            };
        }

        return await MediaJson.ReadAsync(response, FireworksImageCodec.Files, json => Read(response, json), cancellationToken).ConfigureAwait(false);
    }

    private static TextToImageResponse Read(ProviderResponse response, MediaJson json)
    {
        var (images, seed, isFiltered) = FireworksImageCodec.Decode(json);
        ThrowIfFiltered(response, isFiltered);
        return images.Count > 0
            ? new() { Images = images, Seed = seed }
            : throw json.Fail(response, "the answer holds no image");
    }

    private static void ThrowIfFiltered(ProviderResponse response, bool isFiltered)
    {
        if (isFiltered)
        {
            throw response.Fail(ErrorKind.ContentFiltered, "the image was held back by the provider's content filter");
        }
    }

    // What the caller's own fields change is not counted: a cost that is unknown beats a wrong one.
    private static Usage Count(TaskContext<TextToImageRequest> context, FireworksImageModel model, int images) => new()
    {
        Images = images,
        Steps = context.Overrides("steps") || context.Overrides("num_inference_steps") ? null : (context.Request.Steps ?? model.DefaultSteps) * images,
        Megapixels = context.Request.Size is { } size && model.Family == FireworksImageFamily.Generation && !context.Overrides("width") && !context.Overrides("height")
            ? images * (size.Width * (double)size.Height / 1_000_000)
            : null,
    };
}
