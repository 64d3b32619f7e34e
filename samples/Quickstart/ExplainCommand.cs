using Spectre.Console;

namespace ProviderRouter.Samples.Quickstart;

/// <summary>Says who would serve a model, and why, without a call.</summary>
internal static class ExplainCommand
{
    public static async Task<int> RunAsync(IInferenceClient client, string model, string task, CancellationToken cancellationToken)
    {
        (InferenceTask Task, InferenceRequest Request)? asked = task switch
        {
            "chat" or "conversational" => (InferenceTasks.Chat, new ChatRequest { Model = model, Messages = [] }),
            "image" or "text-to-image" => (InferenceTasks.TextToImage, new TextToImageRequest { Model = model, Prompt = "" }),
            "speech" or "text-to-speech" => (InferenceTasks.TextToSpeech, new TextToSpeechRequest { Model = model, Text = "" }),
            _ => null,
        };
        if (asked is not { } request)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]There is no task '{task}' here; write chat, image or speech.[/]");
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
