using System.Text.Json;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>A question, answered from a table.</summary>
internal sealed class HfTableQuestionAnswering : HfJsonCodec<TableQuestionAnsweringRequest, TableQuestionAnsweringResponse>
{
    public override void WriteInputs(Utf8JsonWriter json, TableQuestionAnsweringRequest request, ReadOnlySpan<byte> file)
    {
        json.WriteStartObject();
        json.WriteString("query"u8, request.Query);
        json.WriteStartObject("table"u8);
        foreach (var (head, cells) in request.Table)
        {
            json.WriteStartArray(head);
            foreach (var cell in cells)
            {
                json.WriteStringValue(cell);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    protected override TableQuestionAnsweringResponse Read(HfAnswer answer, TaskContext<TableQuestionAnsweringRequest> context)
    {
        var item = answer.First();
        return new()
        {
            Answer = answer.Text(item, "answer"),
            Coordinates = [.. HfAnswer.List(item, "coordinates").Select(place => CellOf(answer, place))],
            Cells = [.. HfAnswer.List(item, "cells").Select(cell => cell.ValueKind == JsonValueKind.String ? cell.GetString()! : cell.GetRawText())],
            Aggregator = item.TryGetProperty("aggregator"u8, out var aggregator) && aggregator.ValueKind == JsonValueKind.String ? aggregator.GetString() : null,
        };
    }

    private static TableCell CellOf(HfAnswer answer, JsonElement place) =>
        place.ValueKind == JsonValueKind.Array && place.GetArrayLength() == 2
            && place[0].ValueKind == JsonValueKind.Number && place[0].TryGetInt32(out var row)
            && place[1].ValueKind == JsonValueKind.Number && place[1].TryGetInt32(out var column)
            ? new(row, column)
            : throw answer.Fail("a place of the answer is no row and column");
}
