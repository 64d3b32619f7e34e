using Spectre.Console;

namespace ProviderRouter.Samples.Quickstart;

/// <summary>Says who would serve a model, and why, without a call.</summary>
internal static class ExplainCommand
{
    private static readonly MediaContent Nothing = MediaContent.FromBytes(ReadOnlyMemory<byte>.Empty);

    public static async Task<int> RunAsync(IInferenceClient client, string model, string task, CancellationToken cancellationToken)
    {
        (InferenceTask Task, InferenceRequest Request)? asked = task switch
        {
            "chat" or "conversational" => (InferenceTasks.Chat, new ChatRequest { Model = model, Messages = [] }),
            "image" or "text-to-image" => (InferenceTasks.TextToImage, new TextToImageRequest { Model = model, Prompt = "" }),
            "speech" or "text-to-speech" => (InferenceTasks.TextToSpeech, new TextToSpeechRequest { Model = model, Text = "" }),
            "edit" or "image-to-image" => (InferenceTasks.ImageToImage, new ImageToImageRequest { Model = model, Image = Nothing }),
            "video" or "text-to-video" => (InferenceTasks.TextToVideo, new TextToVideoRequest { Model = model, Prompt = "" }),
            "image-to-video" => (InferenceTasks.ImageToVideo, new ImageToVideoRequest { Model = model, Image = Nothing }),
            "transcribe" or "automatic-speech-recognition" => (InferenceTasks.SpeechToText, new SpeechToTextRequest { Model = model, Audio = Nothing }),
            "embed" or "feature-extraction" => (InferenceTasks.Embeddings, new EmbeddingsRequest { Model = model, Inputs = [] }),
            "rank" or "text-ranking" => (InferenceTasks.TextRanking, new TextRankingRequest { Model = model, Query = "", Documents = [] }),
            "music" or "text-to-audio" => (InferenceTasks.TextToAudio, new TextToAudioRequest { Model = model, Prompt = "" }),
            _ => null,
        };
        if (asked is not { } request)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]There is no task '{task}' here; write chat, image, edit, video, image-to-video, speech, transcribe, music, embed or rank.[/]");
            return ExitCode.Usage;
        }

        var plan = await client.ExplainAsync(request.Task, request.Request, cancellationToken);
        AnsiConsole.MarkupLineInterpolated($"[bold]{plan.Reason}[/]");
        var table = new Table().Border(TableBorder.Rounded).AddColumns("order", "provider", "model", "price, or why it is left out");
        var order = 1;
        foreach (var candidate in plan.Candidates)
        {
            table.AddRow(
                new Text($"{order++}"), new Text(candidate.Candidate.Provider), new Text(candidate.Candidate.Model), new Text(candidate.Price ?? "price unknown"));
        }

        foreach (var excluded in plan.Excluded.Where(excluded => !IsElsewhere(excluded)))
        {
            table.AddRow(
                new Text("–"), new Text(excluded.Candidate.Provider), new Text(excluded.Candidate.Model),
                new Text(excluded.Remedy is null ? excluded.Reason : $"{excluded.Reason}; {excluded.Remedy}", new Style(Color.Grey)));
        }

        AnsiConsole.Write(table);
        var elsewhere = string.Join(", ", plan.Excluded.Where(IsElsewhere).Select(excluded => excluded.Candidate.Provider).Distinct());
        if (elsewhere.Length > 0)
        {
            AnsiConsole.MarkupLineInterpolated($"[grey]Also offered by providers that are not set up here: {elsewhere}.[/]");
        }

        return plan.Candidates.Count > 0 ? ExitCode.Ok : ExitCode.Failed;

        static bool IsElsewhere(ExcludedCandidate excluded) => excluded.Reason.StartsWith("no provider", StringComparison.Ordinal);
    }
}
