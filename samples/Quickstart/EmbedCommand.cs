using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using Spectre.Console;

namespace ProviderRouter.Samples.Quickstart;

/// <summary>Turns texts into vectors, and says how alike the others are to the first.</summary>
internal static class EmbedCommand
{
    public const string DefaultModel = "nomic-ai/nomic-embed-text-v1.5";

    public static async Task<int> RunAsync(IInferenceClient client, IReadOnlyList<string> texts, string? model, CancellationToken cancellationToken)
    {
        model ??= DefaultModel;
        var startedAt = Stopwatch.GetTimestamp();
        var answer = await Report.WaitAsync($"{model} is reading …", () => client.EmbedAsync(new() { Model = model, Inputs = texts }, cancellationToken));
        for (var index = 1; index < texts.Count; index++)
        {
            var likeness = TensorPrimitives.CosineSimilarity(answer.Vectors[0].Span, answer.Vectors[index].Span);
            AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{likeness,6:0.000}  \"{texts[0]}\" and \"{texts[index]}\""));
        }

        Report.Print(model, answer.Info, startedAt, string.Create(CultureInfo.InvariantCulture, $"{answer.Vectors.Count} vectors of {answer.Vector.Length} numbers"));
        return ExitCode.Ok;
    }
}
