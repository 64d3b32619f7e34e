using System.Globalization;
using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fireworks;

/// <summary>
/// An answer with images: the bytes of one, or JSON with several, which is one object or a list of them, whose <c>base64</c> is a text or a list.
/// Source: wire notes of Fireworks, §6.A and §6.C.
/// </summary>
/// <param name="Images">The images; never empty.</param>
/// <param name="Seed">The seed of the first; null when it was not said.</param>
internal sealed record FireworksImageAnswer(IReadOnlyList<MediaContent> Images, long? Seed)
{
    private static readonly MediaFields Files = new("base64"u8.ToArray());

    public static async ValueTask<FireworksImageAnswer> ReadAsync(ProviderResponse response, CancellationToken cancellationToken)
    {
        if (response.ContentType.EndsWith("json", StringComparison.Ordinal))
        {
            return await MediaJson.ReadAsync(response, Files, json => Read(response, json), cancellationToken).ConfigureAwait(false);
        }

        ThrowIfFiltered(response, string.Equals(response.GetHeader("Finish-Reason"), "CONTENT_FILTERED", StringComparison.OrdinalIgnoreCase));
        return new(
            [await response.ReadMediaAsync(cancellationToken).ConfigureAwait(false)],
            long.TryParse(response.GetHeader("Seed"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed) ? seed : null);
    }

    private static FireworksImageAnswer Read(ProviderResponse response, MediaJson json)
    {
        var images = new List<MediaContent>();
        long? seed = null;
        foreach (var item in ItemsOf(json.Root))
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            ThrowIfFiltered(response, item.TryGetProperty("finishReason"u8, out var reason) && reason.ValueKind == JsonValueKind.String && reason.ValueEquals("CONTENT_FILTERED"u8));
            seed ??= item.TryGetProperty("seed"u8, out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var value) ? value : null;
            if (item.TryGetProperty("base64"u8, out var files))
            {
                images.AddRange(ItemsOf(files).Select(json.FileOf).OfType<MediaContent>());
            }
        }

        return images.Count > 0 ? new(images, seed) : throw json.Fail(response, "the answer holds no image");
    }

    private static JsonElement[] ItemsOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [element];

    private static void ThrowIfFiltered(ProviderResponse response, bool isFiltered)
    {
        if (isFiltered)
        {
            throw response.Fail(ErrorKind.ContentFiltered, "the image was held back by the provider's content filter");
        }
    }
}
