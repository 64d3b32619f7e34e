using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>Images that were made: the bytes themselves, or one of two JSON forms of partners. Source: wire notes of Hugging Face, §5.</summary>
internal sealed class HfImages(MediaDownloader downloader)
{
    public const string NoLoras = "Not sent: at hf-inference an adapter is a model; name its id as the model.";

    private static readonly MediaFields Files = new("b64_json"u8.ToArray(), "output"u8.ToArray());

    public static string AcceptOf(ImageFormat? format) => format == ImageFormat.Jpeg ? "image/jpeg" : "image/png";

    /// <summary>Warns of what no image task takes here.</summary>
    public static void Check(TaskContext context, int? count, AspectRatio? aspectRatio, ImageFormat? format)
    {
        context.WarnIf(count > 1, nameof(TextToImageRequest.Count), "One image is made: hf-inference makes one for each call.");
        context.WarnIf(aspectRatio is not null, nameof(TextToImageRequest.AspectRatio), "Not sent: hf-inference takes a Size.");
        context.WarnIf(
            format is { } asked && asked != ImageFormat.Png && asked != ImageFormat.Jpeg, nameof(TextToImageRequest.Format), "hf-inference makes JPEG and PNG; PNG was asked for.");
    }

    public async ValueTask<IReadOnlyList<MediaContent>> ReadAsync(TaskContext context, ProviderResponse response, CancellationToken cancellationToken) =>
        response.ContentType.EndsWith("json", StringComparison.Ordinal)
            ? await MediaJson.ReadAsync(response, Files, json => Read(context, response, json), cancellationToken).ConfigureAwait(false)
            : [await response.ReadMediaAsync(cancellationToken).ConfigureAwait(false)];

    private List<MediaContent> Read(TaskContext context, ProviderResponse response, MediaJson json)
    {
        var images = new List<MediaContent>();
        if (json.Root.ValueKind == JsonValueKind.Object && (json.Root.TryGetProperty("data"u8, out var files) || json.Root.TryGetProperty("output"u8, out files)))
        {
            images.AddRange((files.ValueKind == JsonValueKind.Array ? [.. files.EnumerateArray()] : (IEnumerable<JsonElement>)[files])
                .Select(item => ImageOf(context, response, json, item)).OfType<MediaContent>());
        }

        return images.Count > 0 ? images : throw json.Fail(response, "the answer holds no image");
    }

    private MediaContent? ImageOf(TaskContext context, ProviderResponse response, MediaJson json, JsonElement item)
    {
        var file = item.ValueKind == JsonValueKind.Object && (item.TryGetProperty("b64_json"u8, out var inner) || item.TryGetProperty("url"u8, out inner)) ? inner : item;
        return json.FileOf(file) ?? (file.ValueKind == JsonValueKind.String ? json.FileAt(response, downloader, context.Provider, file.GetString()!) : null);
    }
}
