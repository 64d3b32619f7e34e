using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Endpoints;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Fireworks;

/// <summary>Transcription and translation at one of the hosts for sound, each of which has one model.</summary>
internal sealed class FireworksAudio
{
    private const int OneGigabyte = 1 << 30;

    private static readonly (string Field, string[] Values)[] Choices =
    [
        ("vad_model", ["silero", "whisperx-pyannet"]),
        ("alignment_model", ["mms_fa", "tdnn_ffn", "gentle"]),
        ("preprocessing", ["none", "dynamic", "soft_dynamic", "bass_dynamic"]),
    ];

    private readonly FireworksProtocol _protocol;
    private readonly TranscriptionEndpoint _endpoint;

    public FireworksAudio(FireworksProtocol protocol, string model)
    {
        _protocol = protocol;
        _endpoint = new TranscriptionEndpoint(new TranscriptionDialect(protocol)
        {
            Resolve = asked => asked == model ? asked : throw protocol.ModelNotFound(),
            DefaultModel = model,
            DefaultLanguage = "auto",
            Extensions = [],
            LargestFile = OneGigabyte,
            TakesAddress = true,
            TakesTemperatures = true,
            GranularityFields = ["timestamp_granularities", "timestamp_granularities[]"],
            SplitsGranularities = true,
            Check = Check,
            Segment = AddToSegment,
            Finish = WriteWords,
        });
    }

    public Task HandleAsync(Exchange exchange, string task) => task switch
    {
        "transcriptions" => _endpoint.TranscribeAsync(exchange),
        "translations" => _endpoint.TranslateAsync(exchange),
        _ => throw _protocol.NotFound(exchange),
    };

    private void Check(TranscriptionRequest request)
    {
        foreach (var (field, values) in Choices)
        {
            if (request.Form.Text(field) is { } value && !values.Contains(value))
            {
                throw Invalid(field, $"'{value}' is not one of {string.Join(", ", values)}");
            }
        }

        if (request.Form.Text("diarize") is { } flag && flag is not ("true" or "false"))
        {
            throw Invalid("diarize", "expected 'true' or 'false'");
        }

        if (Diarizes(request) && (request.Format != "verbose_json" || !request.WantsWords))
        {
            throw Invalid("diarize", "it needs the response_format verbose_json and the timestamp_granularities word");
        }

        foreach (var field in (string[])["min_speakers", "max_speakers"])
        {
            if (request.Form.Text(field) is { } count)
            {
                if (!Diarizes(request))
                {
                    throw Invalid(field, "it needs 'diarize'");
                }

                if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
                {
                    throw Invalid(field, "expected an integer of at least 1");
                }
            }
        }
    }

    private static void AddToSegment(TranscriptionRequest request, TimedText segment, JsonObject node)
    {
        if (Diarizes(request))
        {
            node["speaker_id"] = Speaker(request, segment.Start);
        }
    }

    /// <summary>The words as this provider gives them, with what it thinks of each.</summary>
    private static void WriteWords(TranscriptionRequest request, JsonObject answer)
    {
        if (!answer.ContainsKey("words"))
        {
            return;
        }

        answer["words"] = new JsonArray([.. request.Transcript.Words.Select(word =>
        {
            var node = new JsonObject
            {
                ["word"] = word.Text,
                ["language"] = answer["language"]?.DeepClone(),
                ["probability"] = 0.9 + (StableHash.Of(word.Text) % 100 / 1000.0),
                ["hallucination_score"] = 0.01,
                ["start"] = word.Start,
                ["end"] = word.End,
            };
            if (Diarizes(request))
            {
                node["speaker_id"] = Speaker(request, word.Start);
            }

            return node;
        })]);
    }

    private static bool Diarizes(TranscriptionRequest request) => request.Form.Text("diarize") == "true";

    /// <summary>Two speakers take turns, sentence by sentence; one of them if no more are allowed.</summary>
    private static string Speaker(TranscriptionRequest request, double at)
    {
        var sentence = request.Transcript.Segments.TakeWhile(segment => segment.Start <= at).Count();
        var isAlone = request.Form.Text("max_speakers") == "1";
        return isAlone || sentence % 2 == 1 ? "SPEAKER_00" : "SPEAKER_01";
    }

    private WireException Invalid(string name, string problem) => _protocol.Error(400, $"Invalid value for '{name}': {problem}.");
}
