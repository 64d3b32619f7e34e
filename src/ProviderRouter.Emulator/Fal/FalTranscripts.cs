using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Fal;

/// <summary>Makes transcripts: a sentence about the sound, in segments or words with times.</summary>
internal static class FalTranscripts
{
    public static (JsonNode Output, double Units) Make(FalCall call)
    {
        var source = call.Source("audio_url", "audio");
        var seconds = source is null ? 3 : Math.Round(Math.Max(0.1, Seconds(source.Content)), 2);
        var text = source is null
            ? "This is a synthetic transcript from the ProviderRouter emulator of a remote sound."
            : string.Create(CultureInfo.InvariantCulture, $"This is a synthetic transcript from the ProviderRouter emulator of {source.Content.Length} bytes of {source.MediaType}.");
        var level = call.Input.Text("chunk_level") ?? "segment";
        var pieces = level switch { "word" => text.Split(' '), "segment" => [text], _ => [] };
        var output = new JsonObject { ["text"] = text, ["chunks"] = Chunks(pieces, seconds, call.Input.Flag("diarize")) };
        var language = call.Input.Text("language") ?? "en";
        if (call.Model.Id == "fal-ai/whisper")
        {
            output["inferred_languages"] = new JsonArray(language);
            output["diarization_segments"] = call.Input.Flag("diarize")
                ? new JsonArray(new JsonObject { ["timestamp"] = new JsonArray(0.0, seconds), ["speaker"] = "SPEAKER_00" })
                : new JsonArray();
        }
        else
        {
            output["languages"] = new JsonArray(language);
        }

        return (output, seconds);
    }

    private static JsonArray Chunks(string[] pieces, double seconds, bool hasSpeakers)
    {
        var chunks = new JsonArray();
        for (var index = 0; index < pieces.Length; index++)
        {
            var chunk = new JsonObject { ["timestamp"] = new JsonArray(Time(index), Time(index + 1)), ["text"] = pieces[index] };
            if (hasSpeakers)
            {
                chunk["speaker"] = "SPEAKER_00";
            }

            chunks.Add(chunk);
        }

        return chunks;

        double Time(int index) => Math.Round(seconds * index / pieces.Length, 2);
    }

    /// <summary>The length by the head of a WAV file; of other formats a guess by their size.</summary>
    private static double Seconds(ReadOnlySpan<byte> sound) => sound.Length > 44 && sound.StartsWith("RIFF"u8)
        ? (sound.Length - 44.0) / Math.Max(1, BinaryPrimitives.ReadInt32LittleEndian(sound[28..]))
        : sound.Length / 16000.0;
}
