using System.Text.Json;

namespace ProviderRouter.Providers.Fal;

/// <summary>
/// Reads a transcript: text with <c>chunks</c> (Whisper), <c>output</c> with <c>segments</c>, text with <c>words</c>. Source: wire notes of fal, §7.
/// </summary>
internal static class FalTranscript
{
    public static SpeechToTextResponse Read(TaskContext context, SpeechToTextRequest? request, FalState state)
    {
        var output = state.Output;
        var text = FalJson.Text(output, "text") ?? FalJson.Text(output, "output")
            ?? throw context.Fail(ErrorKind.BadResponse, $"Provider '{context.Provider}': the output of {state.Name} holds no text.");
        var chunks = ReadPieces(FalJson.Get(output, "chunks"));
        var isByWord = request?.Timestamps == TimestampGranularity.Word;
        var duration = FalJson.Seconds(FalJson.Number(output, "duration"));
        return new()
        {
            Text = text,
            Language = LanguageOf(output),
            Duration = duration,
            Segments = isByWord ? ReadPieces(FalJson.Get(output, "segments")) : [.. chunks, .. ReadPieces(FalJson.Get(output, "segments"))],
            Words = isByWord ? [.. chunks, .. ReadPieces(FalJson.Get(output, "words"))] : ReadPieces(FalJson.Get(output, "words")),
            Info = new()
            {
                RequestId = state.RequestId,
                Usage = new() { AudioSeconds = duration?.TotalSeconds, ComputeSeconds = state.InferenceSeconds },
            },
        };
    }

    private static string? LanguageOf(JsonElement output) =>
        FalJson.Text(output, "language") ?? FalJson.Text(output, "language_code") ?? First(FalJson.Get(output, "inferred_languages")) ?? First(FalJson.Get(output, "languages"));

    private static string? First(JsonElement list) => list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0 ? FalJson.Text(list[0]) : null;

    private static List<TranscriptSegment> ReadPieces(JsonElement list)
    {
        var pieces = new List<TranscriptSegment>();
        if (list.ValueKind != JsonValueKind.Array)
        {
            return pieces;
        }

        foreach (var item in list.EnumerateArray())
        {
            // Between two words there may be a piece for the space, or for a noise.
            if (FalJson.Text(item, "text") is { } text && FalJson.Text(item, "type") is null or "word")
            {
                var times = FalJson.Get(item, "timestamp");
                pieces.Add(new()
                {
                    Text = text.Trim(),
                    Start = Time(times, 0) ?? FalJson.Seconds(FalJson.Number(item, "start")),
                    End = Time(times, 1) ?? FalJson.Seconds(FalJson.Number(item, "end")),
                    Speaker = FalJson.Text(item, "speaker") ?? FalJson.Text(item, "speaker_id"),
                });
            }
        }

        return pieces;
    }

    private static TimeSpan? Time(JsonElement times, int index) =>
        times.ValueKind == JsonValueKind.Array && times.GetArrayLength() > index && times[index].ValueKind == JsonValueKind.Number && times[index].TryGetDouble(out var seconds)
            ? FalJson.Seconds(seconds)
            : null;
}
