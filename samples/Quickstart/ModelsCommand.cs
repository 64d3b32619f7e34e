using Spectre.Console;

namespace ProviderRouter.Samples.Quickstart;

/// <summary>Lists models with their tasks and prices.</summary>
internal static class ModelsCommand
{
    public static async Task<int> RunAsync(IInferenceClient client, string? provider, CancellationToken cancellationToken)
    {
        var models = await Report.WaitAsync("asking the providers …", () => client.ListModelsAsync(provider, cancellationToken));
        var table = new Table().Border(TableBorder.Rounded).AddColumns("provider", "model", "tasks", "price", "says");
        foreach (var model in models)
        {
            table.AddRow(
                new Text(model.Provider), new Text(model.Id), new Text(string.Join(", ", model.Tasks)), new Text(model.Price?.ToString() ?? "unknown"),
                new Text(model.IsLive ? "the provider" : "the catalog"));
        }

        AnsiConsole.Write(table);
        return ExitCode.Ok;
    }
}
