using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>Speech, written down.</summary>
internal sealed class HfSpeechToText : HfFileCodec<SpeechToTextRequest, SpeechToTextResponse>
{
    private const string Timestamps = "return_timestamps";

    public override MediaContent FileOf(SpeechToTextRequest request) => request.Audio;

    public override void Check(TaskContext<SpeechToTextRequest> context)
    {
        var request = context.Request;
        if (request.Translate)
        {
            throw context.Fail(ErrorKind.Unsupported, $"'{context.Provider}' writes down what is said in the language that is spoken and does not translate; name another provider, or leave Translate out.");
        }

        context.WarnIf(request.Language is not null, nameof(request.Language), NotSent);
        context.WarnIf(request.Prompt is not null, nameof(request.Prompt), NotSent);
        context.WarnIf(request.Diarize is not null, nameof(request.Diarize), NotSent);
        context.WarnIf(request.SpeakerCount is not null, nameof(request.SpeakerCount), NotSent);
    }

    public override void WriteParameters(RequestJson parameters, TaskContext<SpeechToTextRequest> context)
    {
        switch (context.Request.Timestamps)
        {
            case TimestampGranularity.Segment:
                parameters.Add(Timestamps, true);
                break;
            case TimestampGranularity.Word:
                parameters.Add(Timestamps, "word"); // the specification knows only true; the models' own pipelines take this as well
                break;
        }

        HfBody.WriteNested(parameters, context, "generation_parameters", ("temperature", context.Request.Temperature));
    }

    protected override SpeechToTextResponse Read(HfAnswer answer, TaskContext<SpeechToTextRequest> context)
    {
        var item = answer.First();
        IReadOnlyList<TranscriptSegment> pieces = [.. HfAnswer.List(item, "chunks").Select(chunk => PieceOf(answer, chunk))];
        var areWords = AreWords(context);
        return new() { Text = answer.Text(item, "text"), Segments = areWords ? [] : pieces, Words = areWords ? pieces : [] };
    }

    // Nothing in the answer tells; what was asked for does.
    private static bool AreWords(TaskContext<SpeechToTextRequest> context) =>
        context.Parameters?.TryGetValue(Timestamps, out var own) == true
            ? own.ValueKind == JsonValueKind.String
            : context.Request.Timestamps == TimestampGranularity.Word;

    private static TranscriptSegment PieceOf(HfAnswer answer, JsonElement chunk)
    {
        if (chunk.ValueKind != JsonValueKind.Object)
        {
            throw answer.Fail("a chunk of the answer is no object");
        }

        var times = HfAnswer.List(chunk, "timestamp");
        return new() { Text = answer.Text(chunk, "text"), Start = TimeAt(times, 0), End = TimeAt(times, 1) };
    }

    // The last end is null when the sound breaks off within a word.
    private static TimeSpan? TimeAt(IReadOnlyList<JsonElement> times, int index) =>
        index < times.Count && times[index].ValueKind == JsonValueKind.Number && times[index].GetDouble() is >= 0 and < 1e9 and var seconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
