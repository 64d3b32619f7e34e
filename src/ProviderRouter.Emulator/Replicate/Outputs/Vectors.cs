using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Endpoints;

namespace ProviderRouter.Emulator.Replicate.Outputs;

/// <summary>Models that measure texts. Each has a shape of its own, for Replicate has no common one.</summary>
internal static class Vectors
{
    /// <summary>A list of vectors; the texts come as JSON in a string.</summary>
    public static PredictionOutput Lists(PredictionInput input) =>
        PredictionOutput.Json(new JsonArray([.. Texts(input.Text("texts")!, "texts").Select(text => Vector(input, text, 1024))]));

    /// <summary>The text and its vector.</summary>
    public static PredictionOutput WithText(PredictionInput input) =>
        PredictionOutput.Json(new JsonObject { ["text"] = input.Text("text"), ["vectors"] = Vector(input, input.Text("text")!, 768) });

    /// <summary>Several texts in one, a line each; with a query their likeness to it comes too.</summary>
    public static PredictionOutput Documents(PredictionInput input)
    {
        var documents = input.Text("document")!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return PredictionOutput.Json(input.Text("query") is { Length: > 0 } query
            ? new JsonObject { ["scores"] = new JsonArray([.. documents.Select(document => (JsonNode)TextVector.Likeness(query, document))]) }
            : new JsonObject { ["embeddings"] = new JsonArray([.. documents.Select(document => Vector(input, document, 4096))]) });
    }

    /// <summary>A list of objects with a vector each, of one text or of a batch in a JSON list.</summary>
    public static PredictionOutput Objects(PredictionInput input)
    {
        var texts = input.Text("text_batch") is { } batch ? Texts(batch, "text_batch") : [input.Text("text") ?? throw new PredictionFailedException("One of text and text_batch is required.")];
        return PredictionOutput.Json(new JsonArray([.. texts.Select(text => new JsonObject { ["embedding"] = Vector(input, text, 768) })]));
    }

    /// <summary>A list of objects that name what was measured: lines of text, or addresses of pictures.</summary>
    public static PredictionOutput Features(PredictionInput input) => PredictionOutput.Json(new JsonArray([.. input.Text("inputs")!
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(line => new JsonObject { ["input"] = line, ["embedding"] = Vector(input, line, 768) })]));

    /// <summary>How well the second text of each pair goes with the first; the pairs come as JSON in a string.</summary>
    public static PredictionOutput Scores(PredictionInput input)
    {
        try
        {
            using var pairs = JsonDocument.Parse(input.Text("input_list")!);
            return PredictionOutput.Json(new JsonArray([.. pairs.RootElement.EnumerateArray()
                .Select(pair => (JsonNode)TextVector.Likeness(pair[0].GetString()!, pair[1].GetString()!)).ToList()]));
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new PredictionFailedException("input_list must be a JSON list of pairs of texts.");
        }
    }

    private static JsonArray Vector(PredictionInput input, string text, int size) =>
        [.. TextVector.Of(text, size, input.Model.Id).Select(number => (JsonNode)number)];

    private static List<string> Texts(string json, string field)
    {
        try
        {
            using var list = JsonDocument.Parse(json);
            return [.. list.RootElement.EnumerateArray().Select(text => text.GetString() ?? throw new InvalidOperationException("A text is null."))];
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new PredictionFailedException($"{field} must be a JSON list of texts.");
        }
    }
}
