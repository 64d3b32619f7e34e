using System.Text.Json;
using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>
/// Reads images: base64 or addresses, by whichever is there, under <c>data</c> or <c>images</c>. Source: wire notes of the dialect, §11; of
/// Together, §6.
/// </summary>
internal sealed class ImagesReader(ImagesDialect known, MediaDownloader downloader)
{
    // The others: Hyperbolic's name, and DeepInfra's list.
    private static readonly MediaFields Files = new("b64_json"u8.ToArray(), "image"u8.ToArray(), "images"u8.ToArray());

    public ValueTask<ImagesAnswer> ReadAsync(TaskContext context, ProviderResponse response, ImageSettings settings, CancellationToken cancellationToken) =>
        MediaJson.ReadAsync(response, Files, json => Read(context, response, json, settings), cancellationToken);

    private static JsonElement ListOf(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && (root.TryGetProperty("data"u8, out var list) || root.TryGetProperty("images"u8, out list)) // images: Hyperbolic, DeepInfra
        && list.ValueKind == JsonValueKind.Array
            ? list
            : default;

    private static string? TextOf(JsonElement item, ReadOnlySpan<byte> name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private ImagesAnswer Read(TaskContext context, ProviderResponse response, MediaJson json, ImageSettings settings)
    {
        var images = new List<MediaContent>();
        string? revised = null;
        if (ListOf(json.Root) is { ValueKind: JsonValueKind.Array } list)
        {
            foreach (var item in list.EnumerateArray())
            {
                if (ImageOf(context, response, json, item) is { } image)
                {
                    images.Add(image);
                    revised ??= TextOf(item, "revised_prompt"u8);
                }
            }
        }

        return images.Count > 0
            ? new(images, revised, new() { Usage = UsageOf(json.Root, settings, images.Count), CostUsd = JsonUsage.CostOf(json.Root) })
            : throw json.Fail(response, "the answer holds no image");
    }

    // Models that are billed by tokens say how many.
    private Usage UsageOf(JsonElement root, ImageSettings settings, int images) =>
        JsonUsage.Of(root) is { } tokens
            ? settings.UsageOf(images, known) with { InputTokens = tokens.InputTokens, OutputTokens = tokens.OutputTokens, TotalTokens = tokens.TotalTokens }
            : settings.UsageOf(images, known);

    private MediaContent? ImageOf(TaskContext context, ProviderResponse response, MediaJson json, JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.String)
        {
            return json.FileOf(item) ?? (item.GetString() is { Length: > 0 } bare ? json.FileAt(response, downloader, context.Provider, bare) : null);
        }

        if (item.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if ((item.TryGetProperty("b64_json"u8, out var file) || item.TryGetProperty("image"u8, out file)) && json.FileOf(file) is { } bytes)
        {
            return bytes;
        }

        return TextOf(item, "url"u8) is { } address ? json.FileAt(response, downloader, context.Provider, address, TextOf(item, "content_type"u8)) : null;
    }
}

/// <summary>Images with what is said of them.</summary>
internal sealed record ImagesAnswer(IReadOnlyList<MediaContent> Images, string? RevisedPrompt, ResponseInfo Info);
