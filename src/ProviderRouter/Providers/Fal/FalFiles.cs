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

    private static readonly string[] Names = ["url", "urls", "images", "image", "video", "audio", "output"];

    /// <summary>The fields in which files may come along as <c>data:</c> addresses.</summary>
    public static MediaFields Fields { get; } = new("url"u8.ToArray(), "images"u8.ToArray(), "image"u8.ToArray(), "video"u8.ToArray(), "audio"u8.ToArray(), "audio_url"u8.ToArray())
    {
        OnlyDataAddresses = true,
    };

    /// <summary>The files of a kind: those in its fields, or else any.</summary>
    /// <exception cref="ProviderException">There is none, or the address of one is malformed.</exception>
    public IReadOnlyList<MediaContent> Find(TaskContext context, FalState state, string[] names)
    {
        var search = new Search(context, state, []) { IsStrict = true };
        foreach (var name in names)
        {
            Collect(search, FalJson.Get(state.Output, name), isFile: true, 0);
        }

        return search.Found.Count > 0 ? search.Found
            : FindAll(context, state) is { Count: > 0 } any ? any
            : throw context.Fail(ErrorKind.BadResponse, $"Provider '{context.Provider}': the output of {state.Name} holds no file.");
    }

    /// <summary>All files of an output; empty when it holds none.</summary>
    public IReadOnlyList<MediaContent> FindAll(TaskContext context, FalState state)
    {
        var search = new Search(context, state, []);
        Collect(search, state.Output, isFile: false, 0);
        return search.Found;
    }

    // An address among the settings that a model repeats is no file: a text counts where files are expected, and in fields that are named so.
    private void Collect(Search search, JsonElement item, bool isFile, int depth)
    {
        switch (item.ValueKind)
        {
            case JsonValueKind.String when isFile && Open(search, item, contentType: null) is { } file:
                search.Found.Add(file);
                break;
            case JsonValueKind.Object when FalJson.Get(item, "url") is { ValueKind: JsonValueKind.String } url && Open(search, url, TypeOf(item)) is { } file:
                search.Found.Add(file.Described(
                    NameOf(item),
                    FalJson.Whole(item, "width"),
                    FalJson.Whole(item, "height"),
                    FalJson.Seconds(FalJson.Number(item, "duration")),
                    FalJson.Integer(item, "file_size")));
                break;
            case JsonValueKind.Object when depth < MaxDepth:
                foreach (var property in item.EnumerateObject())
                {
                    Collect(search, property.Value, isFile || Names.Any(name => FalJson.Is(property, name)), depth + 1);
                }

                break;
            case JsonValueKind.Array when depth < MaxDepth:
                foreach (var entry in item.EnumerateArray())
                {
                    Collect(search, entry, isFile, depth + 1);
                }

                break;
        }
    }

    // Some models call everything bytes, which says less than the address does.
    private static string? TypeOf(JsonElement item) =>
        FalJson.Text(item, "content_type") is { Length: > 0 } type && type != "application/octet-stream" ? type : null;

    // Whoever saves the file under its name does not want the server to choose the folder.
    private static string? NameOf(JsonElement item) =>
        FalJson.Text(item, "file_name") is { } name && name[(name.LastIndexOfAny(['/', '\\']) + 1)..] is { Length: > 0 } last && last is not ("." or "..") ? last : null;

    private MediaContent? Open(Search search, JsonElement address, string? contentType)
    {
        if (search.State.FileOf(address) is { } file)
        {
            return file;
        }

        if (FalJson.Text(address) is not { } text || !IsAddress(text))
        {
            return null;
        }

        try
        {
            return downloader.Reference(search.Context.Provider, text, contentType, timeProvider.GetUtcNow() + lifetime);
        }
        catch (ProviderException) when (!search.IsStrict)
        {
            return null; // it only begins like one: "https://example.com is the page"
        }
    }

    private static bool IsAddress(string text) =>
        text.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("data:", StringComparison.OrdinalIgnoreCase);

    private sealed record Search(TaskContext Context, FalState State, List<MediaContent> Found)
    {
        /// <summary>Whether files are expected, so that a text that begins like an address has to be one; elsewhere it is just a text.</summary>
        public bool IsStrict { get; init; }
    }
}
