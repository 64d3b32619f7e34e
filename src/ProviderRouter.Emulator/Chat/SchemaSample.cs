using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Chat;

/// <summary>Builds a value that fits a JSON schema; strings carry a piece of the user's words.</summary>
internal sealed class SchemaSample(JsonElement root, string words)
{
    private const int Deepest = 12;

    public JsonNode? Build() => Build(root, "value", 0);

    private JsonNode? Build(JsonElement schema, string name, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > Deepest)
        {
            return JsonValue.Create(name);
        }

        if (ChatReader.Value(schema, "$ref") is { ValueKind: JsonValueKind.String } reference)
        {
            return Resolve(reference.GetString()!) is { } target ? Build(target, name, depth + 1) : null;
        }

        if (schema.TryGetProperty("const", out var constant))
        {
            return JsonNode.Parse(constant.GetRawText());
        }

        if (schema.TryGetProperty("enum", out var values) && values.ValueKind == JsonValueKind.Array && values.GetArrayLength() > 0)
        {
            return JsonNode.Parse(Pick(values).GetRawText());
        }

        foreach (var union in (ReadOnlySpan<string>)["anyOf", "oneOf", "allOf"])
        {
            if (schema.TryGetProperty(union, out var options) && options.ValueKind == JsonValueKind.Array && options.GetArrayLength() > 0)
            {
                return Build(options[0], name, depth + 1);
            }
        }

        return TypeOf(schema) switch
        {
            "object" => BuildObject(schema, depth),
            "array" => BuildArray(schema, name, depth),
            "integer" => JsonValue.Create((long)Math.Ceiling(Bound(schema, 1))),
            "number" => JsonValue.Create(Bound(schema, 1.5)),
            "boolean" => JsonValue.Create(true),
            "null" => null,
            _ => JsonValue.Create(Text(schema, name)),
        };
    }

    private static string? TypeOf(JsonElement schema)
    {
        if (schema.TryGetProperty("type", out var type))
        {
            return type.ValueKind switch
            {
                JsonValueKind.String => type.GetString(),
                JsonValueKind.Array => type.EnumerateArray().Select(item => item.ToString()).FirstOrDefault(item => item != "null"),
                _ => null,
            };
        }

        return schema.TryGetProperty("properties", out _) ? "object" : schema.TryGetProperty("items", out _) ? "array" : null;
    }

    private JsonObject BuildObject(JsonElement schema, int depth)
    {
        var result = new JsonObject();
        if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in properties.EnumerateObject())
            {
                result[property.Name] = Build(property.Value, property.Name, depth + 1);
            }
        }

        return result;
    }

    private JsonArray BuildArray(JsonElement schema, string name, int depth)
    {
        var count = (int)Math.Clamp(Number(schema, "minItems") ?? 1, 1, 20);
        var result = new JsonArray();
        for (var i = 0; i < count; i++)
        {
            result.Add(schema.TryGetProperty("items", out var items) ? Build(items, name, depth + 1) : JsonValue.Create(name));
        }

        return result;
    }

    private static double Bound(JsonElement schema, double wanted)
    {
        var low = Number(schema, "minimum") ?? double.NegativeInfinity;
        var high = Number(schema, "maximum") ?? double.PositiveInfinity;
        return Math.Min(Math.Max(wanted, low), high);
    }

    private static double? Number(JsonElement schema, string name) =>
        ChatReader.Value(schema, name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    /// <summary>The allowed value the user named, else the first.</summary>
    private JsonElement Pick(JsonElement values)
    {
        foreach (var value in values.EnumerateArray())
        {
            if (value.ValueKind == JsonValueKind.String && words.Contains(value.GetString()!, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return values[0];
    }

    /// <summary>The last capitalised word of the user's text (often a name or place), else a note that the value is synthetic.</summary>
    private string Text(JsonElement schema, string name)
    {
        var format = ChatReader.Value(schema, "format") is { ValueKind: JsonValueKind.String } given ? given.GetString() : null;
        switch (format)
        {
            case "date":
                return "2026-01-01";
            case "date-time":
                return "2026-01-01T12:00:00Z";
            case "uri":
                return "https://example.com/";
            case "email":
                return "someone@example.com";
            default:
                var named = words.Split([' ', '\n', '\t', ',', '.', '?', '!', '"'], StringSplitOptions.RemoveEmptyEntries)
                    .Skip(1).LastOrDefault(word => char.IsUpper(word[0]));
                return named ?? "synthetic " + name;
        }
    }

    private JsonElement? Resolve(string reference)
    {
        if (!reference.StartsWith('#'))
        {
            return null;
        }

        var current = root;
        foreach (var segment in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (current.ValueKind != JsonValueKind.Object || !current.TryGetProperty(name, out current))
            {
                return null;
            }
        }

        return current;
    }
}
