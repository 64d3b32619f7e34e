using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;

namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>Answers a question by the cells of a table: the row and the column that the question names.</summary>
internal static class TableQuestionAnswering
{
    private static readonly (string Word, string Aggregator)[] Aggregators =
        [("how many", "COUNT"), ("number of", "COUNT"), ("total", "SUM"), ("sum", "SUM"), ("average", "AVERAGE"), ("mean", "AVERAGE")];

    public static JsonNode Answer(PipelineRequest request)
    {
        var query = QuestionAnswering.Required(request.Inputs, "query");
        var columns = Read(ChatReader.Value(request.Inputs, "table"), "table");
        var column = Enumerable.Range(0, columns.Count).MaxBy(at => Words.Shared(columns[at].Name, query) + (IsNumber(columns[at]) ? 0.5 : 0));
        var rows = Enumerable.Range(0, columns[0].Cells.Count).ToList();
        var named = rows.FindAll(row => columns.Exists(cells => query.Contains(cells.Cells[row], StringComparison.OrdinalIgnoreCase)));
        var aggregator = Array.Find(Aggregators, entry => query.Contains(entry.Word, StringComparison.OrdinalIgnoreCase)).Aggregator ?? "NONE";
        var chosen = named.Count > 0 ? named : aggregator == "NONE" ? rows[..1] : rows;
        var cells = chosen.Select(row => columns[column].Cells[row]).ToList();
        var answer = string.Join(", ", cells);
        return new JsonObject
        {
            ["answer"] = aggregator == "NONE" ? answer : $"{aggregator} > {answer}",
            ["coordinates"] = new JsonArray([.. chosen.Select(row => new JsonArray(row, column))]),
            ["cells"] = new JsonArray([.. cells.Select(cell => (JsonNode)cell)]),
            ["aggregator"] = aggregator,
        };
    }

    /// <summary>The columns of a table, all of one length and of texts only.</summary>
    public static List<(string Name, List<string> Cells)> Read(JsonElement? table, string name)
    {
        if (table is not { ValueKind: JsonValueKind.Object } given || !given.EnumerateObject().Any())
        {
            throw PipelineErrors.List($"Field required: received `{name}` in `inputs`");
        }

        var columns = new List<(string Name, List<string> Cells)>();
        foreach (var column in given.EnumerateObject())
        {
            if (column.Value.ValueKind != JsonValueKind.Array || column.Value.EnumerateArray().Any(cell => cell.ValueKind != JsonValueKind.String))
            {
                throw PipelineErrors.List($"Input should be a valid string: received `{name}` in `inputs`");
            }

            columns.Add((column.Name, [.. column.Value.EnumerateArray().Select(cell => cell.GetString()!)]));
        }

        return columns[0].Cells.Count > 0 && columns.TrueForAll(column => column.Cells.Count == columns[0].Cells.Count)
            ? columns
            : throw PipelineErrors.List($"Value error, All rows in the {name} must be the same length: received `{name}` in `inputs`");
    }

    private static bool IsNumber((string Name, List<string> Cells) column) =>
        column.Cells.TrueForAll(cell => double.TryParse(cell, CultureInfo.InvariantCulture, out _));
}
