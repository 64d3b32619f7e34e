using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace ProviderRouter.Samples.Quickstart;

/// <summary>Ranks documents by how well they answer a question.</summary>
internal static class RankCommand
{
    public const string DefaultModel = "accounts/fireworks/models/qwen3-reranker-8b";

    public static async Task<int> RunAsync(IInferenceClient client, string query, IReadOnlyList<string> documents, string? model, CancellationToken cancellationToken)
    {
        model ??= DefaultModel;
        var startedAt = Stopwatch.GetTimestamp();
        var answer = await Report.WaitAsync($"{model} is ranking …", () => client.RankAsync(model, query, documents, cancellationToken));
        foreach (var result in answer.Results)
        {
            AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Score,6:0.000}  {documents[result.Index]}"));
        }

        Report.Print(model, answer.Info, startedAt, string.Create(CultureInfo.InvariantCulture, $"{answer.Results.Count} documents ranked"));
        return ExitCode.Ok;
    }
}
