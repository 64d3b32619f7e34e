using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Endpoints;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>Sounds made from texts, and what is heard in sounds.</summary>
internal static class SoundTasks
{
    public static Task SpeakAsync(PipelineRequest request)
    {
        var text = request.Texts[0];
        var isFlac = request.Accept.Contains("audio/flac", StringComparison.OrdinalIgnoreCase)
            || (request.Model.Form == AnswerForm.Flac && !request.Accept.Contains("audio/wav", StringComparison.OrdinalIgnoreCase));
        return isFlac
            ? request.WriteAsync(FlacWriter.Write(text, request.Model.Id), "audio/flac")
            : request.WriteAsync(Sound.Wav(text, request.Model.Id), "audio/wav");
    }

    /// <summary>The text, with the times of its parts if they are asked for.</summary>
    public static JsonNode Transcribe(PipelineRequest request)
    {
        var transcript = Transcript.Of(SoundFile.Read(request.Media)!);
        var answer = new JsonObject { ["text"] = transcript.Text };
        var parts = request.Text("return_timestamps") switch
        {
            "word" => transcript.Words,
            null when request.Flag("return_timestamps") != true => null,
            null => transcript.Segments,
            var other => throw PipelineErrors.Inference($"return_timestamps cannot be '{other}'; it is a boolean or 'word'"),
        };
        if (parts is not null)
        {
            answer["chunks"] = new JsonArray([.. parts.Select(part => new JsonObject
            {
                ["text"] = part.Text,
                ["timestamp"] = new JsonArray(part.Start, part.End),
            })]);
        }

        return answer;
    }

    public static JsonNode Classify(PipelineRequest request)
    {
        IReadOnlyList<string> labels = request.Model.Labels is { Count: > 0 } own ? own : ["Speech", "Music", "Silence"];
        var outputs = labels.Select(label => Scores.Chance(request.Media, label) * 4).ToList();
        return Scores.Write(Scores.Rank(labels, Scores.Apply(request.Text("function_to_apply") ?? "softmax", outputs)), request.Integer("top_k") ?? 5);
    }
}
