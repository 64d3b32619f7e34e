using System.Globalization;
using System.Text;
using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Reads a transcript: plain or verbose JSON, with OpenAI's names and with those of Together and Fireworks for speakers; or bare text.</summary>
internal static class TranscriptReader
{
    public static SpeechToTextResponse Read(ProviderResponse response, ReadOnlyMemory<byte> body)
    {
        if (response.ContentType.StartsWith("text/", StringComparison.Ordinal) && response.ContentType != "text/html" && body.Span.TrimStart(" \r\n"u8) is not [(byte)'{', ..])
        {
            return new() { Text = Encoding.UTF8.GetString(body.Span) }; // a format that the caller set by ProviderParameters
        }

        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (ErrorBody.IsError(root))
        {
            throw response.Fail(body.Span, "the answer is an error");
        }

        if (root.ValueKind != JsonValueKind.Object || TextOf(root, "text"u8) is not { } text)
        {
            throw response.Fail(body.Span, "the answer holds no text");
        }

        var duration = Seconds(root, "duration"u8) ?? BilledSeconds(root);
        return new()
        {
            Text = text,
            Language = TextOf(root, "language"u8),
            Duration = duration is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Segments = SegmentsOf(root),
            Words = ListOf(root, "words"u8),
            Info = new() { Usage = UsageOf(root, duration), CostUsd = JsonUsage.CostOf(root) },
        };
    }

    // Together tells who speaks in a list of its own.
    private static List<TranscriptSegment> SegmentsOf(JsonElement root)
    {
        var segments = ListOf(root, "segments"u8);
        return !segments.Exists(static segment => segment.Speaker is not null) && ListOf(root, "speaker_segments"u8) is { Count: > 0 } spoken ? spoken : segments;
    }

    private static List<TranscriptSegment> ListOf(JsonElement root, ReadOnlySpan<byte> name)
    {
        var pieces = new List<TranscriptSegment>();
        if (!root.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return pieces;
        }

        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object && (TextOf(item, "text"u8) ?? TextOf(item, "word"u8)) is { } text)
            {
                pieces.Add(new() { Text = text, Start = TimeOf(item, "start"u8), End = TimeOf(item, "end"u8), Speaker = SpeakerOf(item) });
            }
        }

        return pieces;
    }

    private static TimeSpan? TimeOf(JsonElement item, ReadOnlySpan<byte> name) => Seconds(item, name) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private static string? SpeakerOf(JsonElement item) =>
        item.TryGetProperty("speaker_id"u8, out var speaker) || item.TryGetProperty("speaker"u8, out speaker)
            ? speaker.ValueKind == JsonValueKind.String ? speaker.GetString() : speaker.ValueKind == JsonValueKind.Number ? speaker.GetRawText() : null
            : null;

    private static Usage? UsageOf(JsonElement root, double? seconds) =>
        seconds is null ? JsonUsage.Of(root) : (JsonUsage.Of(root) ?? new()) with { AudioSeconds = seconds };

    // {"usage":{"type":"duration","seconds":9}} of OpenAI's plain form; Mistral's has another name.
    private static double? BilledSeconds(JsonElement root) =>
        root.TryGetProperty("usage"u8, out var usage) && usage.ValueKind == JsonValueKind.Object
            ? Seconds(usage, "seconds"u8) ?? Seconds(usage, "prompt_audio_seconds"u8)
            : null;

    // A number, or a string of one in older versions.
    private static double? Seconds(JsonElement holder, ReadOnlySpan<byte> name)
    {
        if (!holder.TryGetProperty(name, out var value))
        {
            return null;
        }

        double seconds;
        var isNumber = value.ValueKind == JsonValueKind.Number ? value.TryGetDouble(out seconds)
            : double.TryParse(value.ValueKind == JsonValueKind.String ? value.GetString() : null, NumberStyles.Float, CultureInfo.InvariantCulture, out seconds);
        return isNumber && seconds is >= 0 and < 1e9 ? seconds : null;
    }

    private static string? TextOf(JsonElement holder, ReadOnlySpan<byte> name) =>
        holder.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
