using System.Text;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Endpoints;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Replicate.Outputs;

/// <summary>Models that listen.</summary>
internal static class Transcripts
{
    /// <summary>
    /// Whisper's object. The format asked for is that of <c>transcription</c>; subtitles come as a file too, and with them the plain text as another.
    /// A translation stands beside the transcription.
    /// </summary>
    public static PredictionOutput Whisper(PredictionInput input)
    {
        var heard = Listen(input);
        var format = input.Text("transcription");
        var subtitles = format == "srt" ? SubtitleWriter.Srt(heard) : SubtitleWriter.Vtt(heard);
        var text = new OutputFile("transcript.txt", () => (Encoding.UTF8.GetBytes(heard.Text), "text/plain"));
        var srt = new OutputFile("transcript.srt", () => (Encoding.UTF8.GetBytes(subtitles), "application/x-subrip"));
        OutputFile[] files = format switch { "srt" => [text, srt], "vtt" => [text], _ => [] };
        return PredictionOutput.Tree(files, address => new JsonObject
        {
            ["detected_language"] = input.Text("language") is { } language and not "auto" ? language.ToLowerInvariant() : "english",
            ["transcription"] = format is "srt" or "vtt" ? subtitles : " " + heard.Text,
            ["segments"] = new JsonArray([.. heard.Segments.Select(Segment)]),
            ["translation"] = input.Flag("translate") ? " " + heard.Text : null,
            ["txt_file"] = files.Contains(text) ? address(text) : null,
            ["srt_file"] = files.Contains(srt) ? address(srt) : null,
        });
    }

    /// <summary>The object of the faster Whispers: the text, and its parts with their times.</summary>
    public static PredictionOutput Chunks(PredictionInput input)
    {
        var heard = Listen(input);
        return PredictionOutput.Json(new JsonObject
        {
            ["text"] = heard.Text,
            ["chunks"] = new JsonArray([.. (input.Text("timestamp") == "word" ? heard.Words : heard.Segments).Select(part => new JsonObject
            {
                ["text"] = " " + part.Text,
                ["timestamp"] = new JsonArray(part.Start, part.End),
            })]),
        });
    }

    private static Transcript Listen(PredictionInput input)
    {
        var sound = input.File("audio")!;
        if (sound.Bytes is null)
        {
            return Transcript.Of(new Uri(sound.Address));
        }

        return SoundFile.Read(sound.Bytes) is { } file ? Transcript.Of(file) : throw new PredictionFailedException("Failed to load audio: ffmpeg found no sound in the file.");
    }

    private static JsonObject Segment(TimedText part, int index) => new()
    {
        ["id"] = index,
        ["seek"] = 0,
        ["start"] = part.Start,
        ["end"] = part.End,
        ["text"] = " " + part.Text,
        ["tokens"] = new JsonArray([.. Chat.Tokens.Split(part.Text).Select(token => (JsonNode)(int)(StableHash.Of(token) % 50000))]),
        ["temperature"] = 0,
        ["avg_logprob"] = -0.2,
        ["compression_ratio"] = 1.2,
        ["no_speech_prob"] = 0.01,
    };
}
