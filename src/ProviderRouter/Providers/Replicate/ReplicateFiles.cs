using System.Text.Json;
using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Resilience;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Finds the files of an output, whatever its shape: one address, a list, named fields, files sent along. They stay at Replicate for one hour.</summary>
internal sealed class ReplicateFiles(ReplicateWay way)
{
    private const int MaxDepth = 16;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private static readonly TimeSpan RenewLimit = TimeSpan.FromSeconds(30);
    private static readonly string[] SoundNames = ["audio_out", "audio"];
    private static readonly string[] TypeNames = ["content_type", "mime_type", "media_type"];

    /// <summary>The fields in which files may be sent along as <c>data:</c> addresses.</summary>
    public static MediaFields Fields { get; } = new("output"u8.ToArray(), "audio_out"u8.ToArray(), "audio"u8.ToArray(), "file"u8.ToArray(), "image"u8.ToArray(), "video"u8.ToArray())
    {
        OnlyDataAddresses = true,
    };

    /// <summary>The same where an output may just as well be text.</summary>
    public static MediaFields AnyFields { get; } = Fields with { MayBeText = true };

    /// <summary>The files of an output that has to hold some.</summary>
    /// <param name="context">The call.</param>
    /// <param name="prediction">The prediction.</param>
    /// <param name="type">The kind of files that are wanted, where others may stand beside them: <c>video/</c>; null for all.</param>
    /// <exception cref="ProviderException">It holds none, or a malformed one.</exception>
    public IReadOnlyList<MediaContent> Find(TaskContext context, ReplicatePrediction prediction, string? type = null)
    {
        var found = new List<MediaContent>();
        Collect(new(context, prediction, found), prediction.Output, null, 0);
        var wanted = type is null ? found : found.FindAll(file => file.ContentType is null || Is(file, type)); // an address may tell no type
        return wanted.Count > 0 ? wanted
            : found.Count > 0 ? found
            : throw context.Fail(ErrorKind.BadResponse, $"Provider '{context.Provider}': the output of prediction '{prediction.Id}' holds no file.");
    }

    /// <summary>The sound of an output, in which other files may stand too: Bark gives its own prompt back.</summary>
    public MediaContent FindSound(TaskContext context, ReplicatePrediction prediction)
    {
        var named = new List<MediaContent>();
        foreach (var name in SoundNames)
        {
            var search = new Search(context, prediction, []) { Field = name };
            Collect(search, MemberOf(prediction.Output, name), null, 0);
            named.AddRange(search.Found);
        }

        var files = named.Count > 0 ? named : Find(context, prediction);
        return files.FirstOrDefault(static file => Is(file, "audio/")) ?? files[0];
    }

    /// <summary>The files that any output names, an output of text included, which may only look like one.</summary>
    public IReadOnlyList<MediaContent> FindAny(TaskContext context, ReplicatePrediction prediction)
    {
        var found = new List<MediaContent>();
        Collect(new(context, prediction, found) { IsCautious = true }, prediction.Output, null, 0);
        return found;
    }

    /// <summary>Whether a text is an address of a file, by all appearances.</summary>
    public static bool IsFile(string text) =>
        !text.AsSpan().ContainsAny(" \r\n\t")
        && (DataUri.TryParse(text, out _, out _)
            || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)));

    private void Collect(Search search, JsonElement output, string? contentType, int depth)
    {
        switch (output.ValueKind)
        {
            case JsonValueKind.String when search.Prediction.FileOf(output) is { } file:
                search.Found.Add(file);
                break;
            case JsonValueKind.String when output.GetString() is { } address && (search.IsCautious ? IsFile(address) : IsAddress(address)):
                var expiresAt = (search.Prediction.CompletedAt ?? way.TimeProvider.GetUtcNow()) + Kept;
                search.Found.Add(way.Downloader.Reference(search.Context.Provider, address, contentType, expiresAt, Renewal(search)));
                break;
            case JsonValueKind.Array when depth < MaxDepth:
                foreach (var item in output.EnumerateArray())
                {
                    Collect(search, item, null, depth + 1);
                }

                break;
            case JsonValueKind.Object when depth < MaxDepth:
                foreach (var property in output.EnumerateObject())
                {
                    Collect(search, property.Value, TypeIn(output), depth + 1);
                }

                break;
        }
    }

    // The prediction is read again when the address fails: it may name another by then. The call that it came from is long over.
    private Func<CancellationToken, ValueTask<Uri?>>? Renewal(Search search)
    {
        var again = new PlainContext(search.Context.Task, search.Context.Candidate, new CallState(way.TimeProvider) { Limit = RenewLimit });
        var (id, field, isCautious, index) = (search.Prediction.Id, search.Field, search.IsCautious, search.Found.Count);
        return search.IsAgain ? null : cancellationToken => FindAgainAsync(again, id, field, isCautious, index, cancellationToken);
    }

    private async ValueTask<Uri?> FindAgainAsync(TaskContext context, string id, string? field, bool isCautious, int index, CancellationToken cancellationToken)
    {
        using var limit = TimeLimit.Start(RenewLimit, way.TimeProvider, cancellationToken);
        try
        {
            var job = new ReplicateJob(way, context, JobHandles.Of(context, id), ReplicateOutput.Anything);
            using var prediction = await job.ReadAsync(limit.Token).ConfigureAwait(false);
            var found = new List<MediaContent>();
            Collect(new(context, prediction, found) { IsAgain = true, IsCautious = isCautious }, field is null ? prediction.Output : MemberOf(prediction.Output, field), null, 0);
            return index < found.Count ? found[index].Uri : null;
        }
        catch (Exception exception) when (exception is ProviderException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private static JsonElement MemberOf(JsonElement output, string name) =>
        output.ValueKind == JsonValueKind.Object && output.TryGetProperty(name, out var member) ? member : default;

    private static string? TypeIn(JsonElement item)
    {
        foreach (var name in TypeNames)
        {
            if (item.TryGetProperty(name, out var type) && type.ValueKind == JsonValueKind.String)
            {
                return type.GetString();
            }
        }

        return null;
    }

    // A data: address is met here only in a field that Fields does not name.
    private static bool IsAddress(string text) =>
        text.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("data:", StringComparison.OrdinalIgnoreCase);

    private static bool Is(MediaContent file, string type) => file.ContentType?.StartsWith(type, StringComparison.OrdinalIgnoreCase) == true;

    private sealed record Search(TaskContext Context, ReplicatePrediction Prediction, List<MediaContent> Found)
    {
        /// <summary>Whether a text that only looks like an address is none.</summary>
        public bool IsCautious { get; init; }

        /// <summary>The field that is searched; null for the whole output.</summary>
        public string? Field { get; init; }

        /// <summary>Whether addresses are asked for again, and not for a third time.</summary>
        public bool IsAgain { get; init; }
    }
}
