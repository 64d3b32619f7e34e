using System.Text.Json;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Reads what was said from an output: a text, a list of texts or of segments, or an object. Source: wire notes of the media tasks, §4.</summary>
internal static class ReplicateTranscript
{
    private static readonly string[] TextNames = ["transcription", "text", "transcript"];

    /// <summary>The address of the file that holds the text of an object without any.</summary>
    public static string? FileOf(JsonElement output) =>
        output.ValueKind == JsonValueKind.Object && FindText(output, isTranslated: false) is null ? Text(output, "txt_file") : null;

    /// <summary>The text; null when there is none.</summary>
    /// <param name="prediction">The prediction.</param>
    /// <param name="isTranslated">Whether the translation is wanted, which may stand beside the text.</param>
    public static string? TextOf(ReplicatePrediction prediction, bool isTranslated)
    {
        var output = prediction.Output;
        return IsListOfObjects(output) ? Joined(output)
            : output.ValueKind != JsonValueKind.Object ? ReplicateChat.TextOf(output)
            : FindText(output, isTranslated) ?? prediction.FetchedText ?? Joined(PiecesOf(output, asked: null).Segments);
    }

    public static string? LanguageOf(JsonElement output) => Text(output, "detected_language") ?? Text(output, "language");

    /// <summary>The segments and the words, each with its times. Chunks are what was asked for, one or the other.</summary>
    public static (IReadOnlyList<TranscriptSegment> Segments, IReadOnlyList<TranscriptSegment> Words) PiecesOf(JsonElement output, TimestampGranularity? asked)
    {
        var listed = IsListOfObjects(output) ? output.EnumerateArray() : Items(output, "segments");
        var segments = Read(listed);
        var chunks = Read(Items(output, "chunks"));
        var words = Read(listed.SelectMany(static segment => Items(segment, "words")).Concat(Items(output, "words")));
        return segments.Count > 0 || chunks.Count == 0 ? (segments, words)
            : asked == TimestampGranularity.Word ? ([], chunks)
            : (chunks, words);
    }

    private static string? FindText(JsonElement output, bool isTranslated)
    {
        var translation = Text(output, "translation");
        if (isTranslated && translation is not null)
        {
            return translation;
        }

        foreach (var name in TextNames)
        {
            if (Text(output, name) is { } text)
            {
                return text;
            }
        }

        return translation;
    }

    private static bool IsListOfObjects(JsonElement output) =>
        output.ValueKind == JsonValueKind.Array && output.EnumerateArray().Any(static item => item.ValueKind == JsonValueKind.Object);

    private static JsonElement.ArrayEnumerator Items(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    private static List<TranscriptSegment> Read(IEnumerable<JsonElement> items) => [.. items.Select(Read).OfType<TranscriptSegment>()];

    private static TranscriptSegment? Read(JsonElement item)
    {
        if ((Text(item, "text") ?? Text(item, "word")) is not { } text)
        {
            return null;
        }

        var times = Items(item, "timestamp").ToList();
        return new()
        {
            Text = text.Trim(),
            Start = Time(item, "start") ?? (times.Count == 2 ? Time(times[0]) : null),
            End = Time(item, "end") ?? (times.Count == 2 ? Time(times[1]) : null),
            Speaker = Text(item, "speaker"),
        };
    }

    private static string? Joined(IReadOnlyList<TranscriptSegment> segments) => segments.Count == 0 ? null : string.Join(' ', segments.Select(static segment => segment.Text));

    // Null when no item says anything.
    private static string? Joined(JsonElement list)
    {
        var texts = list.EnumerateArray().Select(WordsOf).OfType<string>().ToList();
        return texts.Count == 0 ? null : string.Join(' ', texts);
    }

    private static string? WordsOf(JsonElement item) =>
        (item.ValueKind == JsonValueKind.String ? item.GetString() : FindText(item, isTranslated: false) ?? Text(item, "word"))?.Trim();

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static TimeSpan? Time(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? Time(value) : null;

    // What is no time, or longer than one can be, says nothing.
    private static TimeSpan? Time(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
}
