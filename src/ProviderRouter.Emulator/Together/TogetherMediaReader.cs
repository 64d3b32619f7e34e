using System.Text.Json;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Endpoints;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Together;

/// <summary>Checks the pictures, videos and sounds a video is made from: in the object <c>media</c>, or at the top as before.</summary>
internal sealed class TogetherMediaReader(RequestBody body)
{
    /// <summary>The most characters of a key frame that is inline.</summary>
    private const int LongestFrame = 61_440;

    /// <summary>Refuses what is wrong; true if there is any medium.</summary>
    public bool Check()
    {
        var hasAny = false;
        if (body.Value("media") is { } media)
        {
            foreach (var field in media.EnumerateObject().Where(field => field.Value.ValueKind != JsonValueKind.Null))
            {
                CheckField("media." + field.Name, field.Name, field.Value);
                hasAny = true;
            }
        }

        foreach (var name in (ReadOnlySpan<string>)["frame_images", "reference_images"])
        {
            if (body.Value(name) is { } list)
            {
                CheckField(name, name, list);
                hasAny = true;
            }
        }

        return hasAny;
    }

    private void CheckField(string path, string name, JsonElement value)
    {
        if (name == "source_video")
        {
            CheckAddress(path, Inner(value, "video"));
            return;
        }

        Func<JsonElement, JsonElement?>? addressOf = name switch
        {
            "frame_images" => item => Frame(path, item),
            "frame_videos" or "reference_videos" => item => Property(item, "video"),
            "reference_images" => item => item,
            "audio_inputs" => item => Inner(item, "audio"),
            _ => null,
        };
        if (addressOf is null || value.ValueKind != JsonValueKind.Array)
        {
            throw body.Invalid(path, addressOf is null ? "unknown field" : "expected an array");
        }

        foreach (var item in value.EnumerateArray())
        {
            CheckAddress(path, addressOf(item));
        }
    }

    private JsonElement? Frame(string path, JsonElement item)
    {
        var at = Property(item, "frame");
        if (at is { ValueKind: not JsonValueKind.Number } && !(at is { ValueKind: JsonValueKind.String } && at.Value.GetString() is "first" or "last"))
        {
            throw body.Invalid(path, "frame must be first, last or a number");
        }

        var image = Property(item, "input_image");
        if (image is { ValueKind: JsonValueKind.String } text && text.GetString()!.StartsWith("data:", StringComparison.Ordinal)
            && text.GetString()!.Length > LongestFrame)
        {
            throw body.Invalid(path, FormattableString.Invariant($"Range of input length should be [1, {LongestFrame}]"));
        }

        return image;
    }

    /// <summary>What is either an address or an object that holds one.</summary>
    private static JsonElement? Inner(JsonElement item, string name) => item.ValueKind == JsonValueKind.String ? item : Property(item, name);

    private static JsonElement? Property(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object ? ChatReader.Value(item, name) : null;

    private void CheckAddress(string path, JsonElement? address)
    {
        var text = address is { ValueKind: JsonValueKind.String } given ? given.GetString()! : string.Empty;
        var isGood = text.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            ? DataUri.TryDecode(text, out _, out _)
            : Uri.TryCreate(text, UriKind.Absolute, out var web) && web.Scheme is "http" or "https";
        if (!isGood)
        {
            throw body.Invalid(path, "expected an http(s) or data address");
        }
    }
}
