using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Endpoints;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Fal.Outputs;

/// <summary>Makes transcripts, in segments or words with times.</summary>
internal static class FalTranscripts
{
    private const string Speaker = "SPEAKER_00";

    public static (JsonNode Output, double Units) Make(FalCall call)
    {
        var heard = call.Source("audio_url") is { } source
            ? Transcript.Of(SoundFile.Read(source.Content)!)
            : Transcript.Of(new Uri(call.Input.Text("audio_url")!));
        var chunks = (call.Input.Text("chunk_level") ?? "segment") switch { "word" => heard.Words, "none" => [], _ => heard.Segments };
        var isDiarized = call.Input.Flag("diarize");
        var output = new JsonObject
        {
            ["text"] = heard.Text,
            ["chunks"] = new JsonArray([.. chunks.Select(chunk => Write(chunk, isDiarized))]),
        };
        var language = call.Input.Text("language") ?? "en";
        if (call.Model.Id == "fal-ai/whisper")
        {
            output["inferred_languages"] = new JsonArray(language);
            output["diarization_segments"] = isDiarized
                ? new JsonArray(new JsonObject { ["timestamp"] = new JsonArray(0.0, heard.Seconds), ["speaker"] = Speaker })
                : new JsonArray();
        }
        else
        {
            output["languages"] = new JsonArray(language);
        }

        return (output, heard.Seconds);
    }

    private static JsonObject Write(TimedText text, bool isDiarized)
    {
        var chunk = new JsonObject { ["timestamp"] = new JsonArray(text.Start, text.End), ["text"] = text.Text };
        if (isDiarized)
        {
            chunk["speaker"] = Speaker;
        }

        return chunk;
    }
}
