using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>
/// Finds the files of an output, whatever its shape: an object with an address, an address alone, a list of either, nested in others, sent
/// along as <c>data:</c>. Source: wire notes of fal, §5 and §7.
/// </summary>
internal sealed class FalFiles(MediaDownloader downloader, TimeProvider timeProvider, TimeSpan? lifetime)
{
    private const int MaxDepth = 16;

    /// <summary>Where images stand, videos, and sounds.</summary>
    public static readonly string[] Images = ["images", "image"];
    public static readonly string[] Videos = ["video", "videos"];
    public static readonly string[] Sounds = ["audio", "audio_file", "audio_url", "audios"];

    /// <summary>The fields in which files may come along as <c>data:</c> addresses.</summary>
    public static MediaFields Fields { get; } = new("url"u8.ToArray(), "images"u8.ToArray(), "image"u8.ToArray(), "video"u8.ToArray(), "audio"u8.ToArray(), "audio_url"u8.ToArray())
    {
        OnlyDataAddresses = true,
    };

    /// <summary>The files of a kind: those in its fields, or else any.</summary>
    /// <exception cref="ProviderException">There is none.</exception>
    public IReadOnlyList<MediaContent> Find(TaskContext context, FalState state, string[] names)
    {
        var found = new List<MediaContent>();
        foreach (var name in names)
        {
            Collect(context, state, FalJson.Get(state.Output, name), isFile: true, found, 0);
        }

        return found.Count > 0 ? found
            : FindAll(context, state) is { Count: > 0 } any ? any
            : throw context.Fail(ErrorKind.BadResponse, $"Provider '{context.Provider}': the output of job '{state.RequestId}' holds no file.");
    }

    /// <summary>All files of an output; empty when it holds none.</summary>
    public IReadOnlyList<MediaContent> FindAll(TaskContext context, FalState state)
    {
        var found = new List<MediaContent>();
        Collect(context, state, state.Output, isFile: false, found, 0);
        return found;
    }

    /// <summary>All files of an answer that is no job's; empty when it holds none.</summary>
    public IReadOnlyList<MediaContent> FindAll(TaskContext context, JsonElement output)
    {
        var found = new List<MediaContent>();
        Collect(context, state: null, output, isFile: false, found, 0);
        return found;
    }

    // An address among the settings that a model repeats is no file: a text counts where files are expected, and in fields that are named so.
    private void Collect(TaskContext context, FalState? state, JsonElement item, bool isFile, List<MediaContent> found, int depth)
    {
        switch (item.ValueKind)
        {
            case JsonValueKind.String when isFile && Open(context, state, item, contentType: null) is { } file:
                found.Add(file);
                break;
            case JsonValueKind.Object when FalJson.Get(item, "url") is { ValueKind: JsonValueKind.String } url && Open(context, state, url, TypeOf(item)) is { } file:
                found.Add(file.Described(
                    FalJson.Text(item, "file_name"),
                    FalJson.Whole(item, "width"),
                    FalJson.Whole(item, "height"),
                    FalJson.Seconds(FalJson.Number(item, "duration")),
                    FalJson.Integer(item, "file_size")));
                break;
            case JsonValueKind.Object when depth < MaxDepth:
                foreach (var property in item.EnumerateObject())
                {
                    Collect(context, state, property.Value, isFile || IsFileName(property), found, depth + 1);
                }

                break;
            case JsonValueKind.Array when depth < MaxDepth:
                foreach (var entry in item.EnumerateArray())
                {
                    Collect(context, state, entry, isFile, found, depth + 1);
                }

                break;
        }
    }

    // Some models call everything bytes, which says less than the address does.
    private static string? TypeOf(JsonElement item) =>
        FalJson.Text(item, "content_type") is { Length: > 0 } type && type != "application/octet-stream" ? type : null;

    private static bool IsFileName(JsonProperty property) =>
        property.NameEquals("url"u8) || property.NameEquals("urls"u8) || property.NameEquals("images"u8) || property.NameEquals("image"u8)
        || property.NameEquals("video"u8) || property.NameEquals("audio"u8) || property.NameEquals("output"u8);

    private MediaContent? Open(TaskContext context, FalState? state, JsonElement address, string? contentType) =>
        state?.FileOf(address) is { } file ? file
        : FalJson.Text(address) is { } text && IsAddress(text) ? downloader.Reference(context.Provider, text, contentType, timeProvider.GetUtcNow() + lifetime)
        : null;

    private static bool IsAddress(string text) =>
        text.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("data:", StringComparison.OrdinalIgnoreCase);
}
