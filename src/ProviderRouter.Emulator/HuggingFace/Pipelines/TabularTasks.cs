using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;

namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>One number for each row of a table: a class or an estimate.</summary>
internal static class TabularTasks
{
    private const int Classes = 3;

    public static JsonNode Classify(PipelineRequest request) =>
        new JsonArray([.. Rows(request).Select(row => (JsonNode)((int)Math.Abs(row.Sum()) % Classes))]);

    public static JsonNode Estimate(PipelineRequest request) =>
        new JsonArray([.. Rows(request).Select(row => (JsonNode)Math.Round(row.Average() * 10, 4))]);

    /// <summary>The rows as numbers; a cell that is none counts by its length.</summary>
    private static IEnumerable<List<double>> Rows(PipelineRequest request)
    {
        var columns = TableQuestionAnswering.Read(
            request.Inputs.ValueKind == System.Text.Json.JsonValueKind.Object ? ChatReader.Value(request.Inputs, "data") : null, "data");
        return Enumerable.Range(0, columns[0].Cells.Count)
            .Select(row => columns.ConvertAll(column => double.TryParse(column.Cells[row], CultureInfo.InvariantCulture, out var number) ? number : column.Cells[row].Length));
    }
}
