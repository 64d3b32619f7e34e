using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Endpoints;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Together;

/// <summary>Together's transcription and translation as a dialect: English unless told otherwise, and who spoke when asked.</summary>
internal static class TogetherTranscription
{
    public static TranscriptionDialect Dialect(Protocol protocol) => new(protocol)
    {
        Resolve = TogetherModel.Resolve,
        DefaultModel = "openai/whisper-large-v3",
        Formats = _ => ["json", "verbose_json"],
        Extensions = ["wav", "mp3", "m4a", "webm", "flac"],
        LargestFile = 1024 * 1024 * 1024,
        TakesAddress = true,
        GranularityFields = ["timestamp_granularities", "timestamp_granularities[]"],
        AlwaysSegments = true,
        Check = request =>
        {
            Speakers(protocol, request.Form, "min_speakers");
            Speakers(protocol, request.Form, "max_speakers");
            if (request.Form.Text("diarize") is { } text && !bool.TryParse(text, out _))
            {
                throw protocol.Error(400, $"Invalid value for 'diarize': '{text}' is not a boolean.", "diarize", "invalid_parameter");
            }
        },
        Finish = (request, answer) =>
        {
            if (request.Format == "verbose_json" && bool.TryParse(request.Form.Text("diarize"), out var asked) && asked)
            {
                AddSpeakers(request.Transcript, Speakers(protocol, request.Form, "max_speakers") ?? 2, answer);
            }
        },
    };

    private static int? Speakers(Protocol protocol, Form form, string name) => form.Text(name) switch
    {
        null or "" => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 => count,
        var text => throw protocol.Error(400, $"Invalid value for '{name}': '{text}' is not a positive integer.", name, "invalid_parameter"),
    };

    /// <summary>The speakers take turns, sentence by sentence.</summary>
    private static void AddSpeakers(Transcript transcript, int speakers, JsonObject answer)
    {
        var turns = new JsonArray();
        foreach (var segment in transcript.Segments)
        {
            var speaker = Name(turns.Count % speakers);
            var words = transcript.Words.Where(word => word.Start >= segment.Start && word.Start < segment.End).Select(word => Word(word, speaker));
            turns.Add(new JsonObject
            {
                ["id"] = turns.Count,
                ["speaker_id"] = speaker,
                ["start"] = segment.Start,
                ["end"] = segment.End,
                ["text"] = segment.Text,
                ["words"] = new JsonArray([.. words]),
            });
        }

        if (answer.ContainsKey("words"))
        {
            answer["words"] = new JsonArray([.. turns.SelectMany(turn => turn!["words"]!.AsArray()).Select(word => word!.DeepClone())]);
        }

        answer["speaker_segments"] = turns;
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"SPEAKER_{number:d2}");

    private static JsonObject Word(TimedText word, string speaker)
    {
        var node = TranscriptionEndpoint.WriteWord(word);
        node["speaker_id"] = speaker;
        return node;
    }
}
