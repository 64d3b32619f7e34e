using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Fal.Schemas;
using ProviderRouter.Emulator.Fal.Storage;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Fal.Outputs;

/// <summary>The content of an input file.</summary>
internal sealed record FalSource(string MediaType, byte[] Content);

/// <summary>
/// Reads the files an input names: data addresses and what lies on the emulator's own CDN. Other addresses are taken on trust, unread.
/// </summary>
internal sealed class FalSources(FalFiles files, string cdn, DateTimeOffset now)
{
    /// <summary>
    /// fal's decoder turns the declared type into a file extension and knows these alone; <c>audio/wav</c> is not among them
    /// (huggingface.js #2230).
    /// </summary>
    private static readonly HashSet<string> Playable = new(StringComparer.OrdinalIgnoreCase)
    {
        "audio/mpeg", "audio/x-wav", "audio/basic", "audio/x-aiff", "video/mp4", "video/mpeg", "video/webm", "video/quicktime",
    };

    private static readonly string[] AudioExtensions = [".mp3", ".mp4", ".mpeg", ".mpga", ".m4a", ".wav", ".webm", ".ogg", ".flac", ".aac"];

    /// <summary>Reads all files of an input, so that a broken one is told before anything is made.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FalSource?>> ReadAll(FalSchema schema, FalInput input) =>
        schema.Fields.Where(field => field.IsFile && input.Value(field.Name) is not null).ToDictionary(
            field => field.Name,
            IReadOnlyList<FalSource?> (field) => field.Type == "images"
                ? [.. input.Texts(field.Name).Select((address, index) => Read(address, "image", ["body", field.Name, index]))]
                : [Read(input.Text(field.Name)!, field.Type, ["body", field.Name])]);

    private FalSource? Read(string address, string kind, JsonArray place)
    {
        if (address.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return ReadData(address, kind, place);
        }

        if (address.StartsWith(cdn, StringComparison.Ordinal))
        {
            return files.Find(address[cdn.Length..].Split('?')[0], now) is { Content: { } content, Access: not "hide" and not "forbid" } file
                ? Checked(new FalSource(file.MediaType, content), file.Name, kind, address, place)
                : throw Refusal("file_download_error", "File download error", address, place);
        }

        return Uri.TryCreate(address, UriKind.Absolute, out var remote) && remote.Scheme is "http" or "https"
            ? null
            : throw Refusal("file_download_error", "File download error", address, place);
    }

    private static FalSource ReadData(string address, string kind, JsonArray place)
    {
        var type = address["data:".Length..].Split(',', 2)[0].Split(';')[0];
        var known = kind == "image" ? type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) : Playable.Contains(type);
        var hasParameters = address.Split(',', 2)[0].Count(sign => sign == ';') > 1;
        if (!known || hasParameters)
        {
            throw Refusal("file_download_error", "Unsupported data URL", Cut(address), place);
        }

        return DataUri.TryDecode(address, out _, out var bytes)
            ? Checked(new FalSource(type, bytes), null, kind, Cut(address), place)
            : throw Refusal("file_download_error", "Unsupported data URL", Cut(address), place);
    }

    private static FalSource Checked(FalSource source, string? name, string kind, string address, JsonArray place)
    {
        if (kind == "image" && PictureFile.Read(source.Content) is null)
        {
            throw Refusal("image_load_error", "Image load error", address, place);
        }

        if (kind == "audio" && (SoundFile.Read(source.Content) is null
            || (name is not null && !AudioExtensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase))))
        {
            var context = new JsonObject { ["supported_formats"] = new JsonArray([.. AudioExtensions.Select(extension => (JsonNode)extension)]) };
            throw Refusal(
                "unsupported_audio_format",
                $"Unsupported audio format. Supported formats are {string.Join(", ", AudioExtensions)}.",
                address,
                place,
                context);
        }

        return source;
    }

    /// <summary>An error does not repeat a whole file.</summary>
    private static string Cut(string address) => address.Length <= 100 ? address : address[..100] + "...";

    private static WireException Refusal(string type, string message, string address, JsonArray place, JsonObject? context = null) =>
        FalErrors.Invalid(FalErrors.Problem(type, message, place, address, context));
}
