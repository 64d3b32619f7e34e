using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;

namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>How well texts answer a query, as the server for rerankers takes and tells it: everything at the root of the body.</summary>
internal static class TextRanking
{
    public static JsonNode Answer(PipelineRequest request)
    {
        if (request.Inputs.ValueKind != JsonValueKind.Undefined)
        {
            return TextClassification.Answer(request);
        }

        var query = request.Text("query") is { Length: > 0 } given ? given : throw PipelineErrors.Embedding(400, "`query` cannot be empty", "Empty");
        var texts = request.Value("texts") is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0
            ? list
            : throw PipelineErrors.Embedding(400, "`texts` cannot be empty", "Empty");
        if (texts.EnumerateArray().Any(text => text.ValueKind != JsonValueKind.String))
        {
            throw PipelineErrors.Embedding(422, "Failed to deserialize the JSON body into the target type: texts: expected a string", "Validation");
        }

        var ranked = texts.EnumerateArray().Select((text, index) => (Text: text.GetString()!, Index: index))
            .Select(entry => (entry.Text, entry.Index, Output: (Words.Shared(query, entry.Text) * 4) - 3 + Scores.Chance(query, entry.Text)))
            .OrderByDescending(entry => entry.Output);
        return new JsonArray([.. ranked.Select(entry =>
        {
            var result = new JsonObject
            {
                ["index"] = entry.Index,
                ["score"] = Scores.Round(request.Flag("raw_scores") == true ? entry.Output : Scores.Apply("sigmoid", [entry.Output])[0]),
            };
            if (request.Flag("return_text") == true)
            {
                result["text"] = entry.Text;
            }

            return result;
        })]);
    }
}
