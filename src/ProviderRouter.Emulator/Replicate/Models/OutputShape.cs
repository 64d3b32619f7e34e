using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Replicate.Models;

/// <summary>
/// What a model's output looks like: <c>uri</c>, <c>str</c>, <c>num</c>, <c>any</c>, <c>tokens</c> (a text in pieces, which streams), or the fields
/// of an object in braces; <c>[]</c> behind it makes a list.
/// </summary>
internal sealed record OutputShape(string Text)
{
    public bool IsTokens => Text == "tokens";

    /// <summary>Whether there is an event stream: for texts, and for files that stand alone or in a list.</summary>
    public bool CanStream => Text is "tokens" or "str" or "uri" or "uri[]";

    /// <summary>The schema; an object becomes one of its own, beside it.</summary>
    public JsonObject Schema(JsonObject schemas)
    {
        var schema = Schema(Text, schemas);
        if (!schema.ContainsKey("$ref"))
        {
            schema["title"] = "Output";
        }

        return schema;
    }

    private static JsonObject Schema(string text, JsonObject schemas)
    {
        if (text.EndsWith("[]", StringComparison.Ordinal))
        {
            return new JsonObject { ["type"] = "array", ["items"] = Schema(text[..^2], schemas) };
        }

        if (text.StartsWith('{'))
        {
            schemas["ModelOutput"] = SchemaWriter.Object("ModelOutput", FieldReader.Read(text[1..^1]).Values, isInput: false);
            return new JsonObject { ["$ref"] = "#/components/schemas/ModelOutput" };
        }

        return text switch
        {
            "tokens" => new JsonObject
            {
                ["type"] = "array",
                ["items"] = new JsonObject { ["type"] = "string" },
                ["x-cog-array-type"] = "iterator",
                ["x-cog-array-display"] = "concatenate",
            },
            "uri" => new JsonObject { ["type"] = "string", ["format"] = "uri" },
            "str" => new JsonObject { ["type"] = "string" },
            "num" => new JsonObject { ["type"] = "number" },
            "any" => [],
            _ => throw new ArgumentException($"'{text}' is no shape of an output.", nameof(text)),
        };
    }
}
