using System.Diagnostics;
using Spectre.Console;

namespace ProviderRouter.Samples.Quickstart;

/// <summary>The tour: each task once, each by the rules to its provider. A step that fails does not stop the others.</summary>
internal static class Tour
{
    private static readonly string Harbour = Path.Combine(AppContext.BaseDirectory, "harbour.png");

    public static async Task<int> RunAsync(IInferenceClient client, CancellationToken cancellationToken)
    {
        string? sound = null;
        (string Title, Func<Task> Step)[] steps =
        [
            ("Chat, streamed", () => ChatCommand.RunAsync(client, "In two sentences: why do ships need lighthouses?", null, cancellationToken)),
            ("A question about a picture", () => DescribeAsync(client, cancellationToken)),
            ("A picture, by Replicate's default", () => ImageCommand.RunAsync(client, "a lighthouse in a storm, oil on canvas", ImageCommand.DefaultModel, null, cancellationToken)),
            ("A picture, by FLUX.1 at Fireworks", () => ImageCommand.RunAsync(client, "a lighthouse at dawn, watercolour", "black-forest-labs/FLUX.1-schnell", null, cancellationToken)),
            ("A picture, changed", () => EditCommand.RunAsync(client, Harbour, "make it winter", null, null, cancellationToken)),
            ("A video, as a job", () => VideoCommand.RunAsync(client, "waves roll against a lighthouse", null, null, cancellationToken)),
            ("Speech", async () => sound = await SpeakAsync(client, cancellationToken)),
            ("What the speech said", () => TranscribeCommand.RunAsync(client, sound ?? "the speech that was not made", null, cancellationToken)),
            ("Embeddings", () => EmbedCommand.RunAsync(client, ["a ship in a storm", "a vessel on rough seas", "a recipe for bread"], null, cancellationToken)),
            ("A ranking", () => RankCommand.RunAsync(
                client, "Who keeps the light?", ["The baker rises at four.", "The keeper trims the lamp each night.", "Ships pass at dawn."], null, cancellationToken)),
        ];

        var failed = 0;
        foreach (var (title, step) in steps)
        {
            AnsiConsole.Write(new Rule($"[bold]{title}[/]").LeftJustified());
            try
            {
                await step();
            }
            catch (Exception exception) when (exception is InferenceException or FileNotFoundException)
            {
                failed++;
                AnsiConsole.MarkupLineInterpolated($"[red]{exception.Message}[/]");
                AnsiConsole.WriteLine();
            }
        }

        AnsiConsole.MarkupLineInterpolated($"{steps.Length - failed} of {steps.Length} steps went well.");
        return failed == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task<int> DescribeAsync(IInferenceClient client, CancellationToken cancellationToken)
    {
        const string model = "yorickvp/llava-13b";
        var picture = MediaContent.FromFile(Harbour);
        var startedAt = Stopwatch.GetTimestamp();
        var answer = await Report.WaitAsync(
            $"{model} is looking at harbour.png …", () => client.ChatAsync(model, "What is in this picture?", picture, cancellationToken));
        AnsiConsole.WriteLine(answer.Text);
        Report.Print(model, answer.Info, startedAt, Report.Tokens(answer.Info.Usage));
        return ExitCode.Ok;
    }

    private static async Task<string> SpeakAsync(IInferenceClient client, CancellationToken cancellationToken)
    {
        const string model = "suno/bark";
        var startedAt = Stopwatch.GetTimestamp();
        var (answer, path) = await Report.WaitAsync($"{model} is speaking …", async () =>
        {
            var speech = await client.GenerateSpeechAsync(model, "The light turns, and the ships come home.", cancellationToken);
            return (speech, await Output.SaveAsync(speech.Audio, Output.PathFor("bark"), cancellationToken));
        });
        Report.Print(model, answer.Info, startedAt, path);
        return path;
    }
}
