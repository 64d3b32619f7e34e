using System.Globalization;
using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Replicate.Models;

/// <summary>Writes a model's OpenAPI schema as Cog, Replicate's container, makes it from the code of a model.</summary>
internal static class SchemaWriter
{
    public static JsonObject Write(ReplicateModel model)
    {
        var schemas = new JsonObject { ["Input"] = Object("Input", model.Input.Values, isInput: true) };
        if (model.IsClosed)
        {
            schemas["Input"]!["additionalProperties"] = false;
        }

        schemas["Output"] = model.Output.Schema(schemas);
        schemas["Status"] = Enumeration("Status", ["starting", "processing", "succeeded", "canceled", "failed"]);
        foreach (var field in model.Input.Values.Where(field => field.Allowed.Count > 0 && !field.IsInline))
        {
            schemas[field.Name] = Enumeration(field.Name, field.Allowed, field.Type);
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.2",
            ["info"] = new JsonObject { ["title"] = "Cog", ["version"] = "0.1.0" },
            ["paths"] = new JsonObject { ["/predictions"] = Path() },
            ["components"] = new JsonObject { ["schemas"] = schemas },
        };
    }

    /// <summary>The schema of an object; only inputs have an order.</summary>
    public static JsonObject Object(string title, IEnumerable<InputField> fields, bool isInput)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var field in fields)
        {
            var property = Property(field);
            if (isInput)
            {
                property["x-order"] = properties.Count;
            }

            properties[field.Name] = property;
            if (field.IsRequired)
            {
                required.Add(field.Name);
            }
        }

        var schema = new JsonObject { ["type"] = "object", ["title"] = title, ["properties"] = properties };
        if (required.Count > 0)
        {
            schema["required"] = required;
        }

        return schema;
    }

    private static JsonObject Property(InputField field)
    {
        var property = field.Allowed.Count > 0 && !field.IsInline
            ? new JsonObject { ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = "#/components/schemas/" + field.Name }) }
            : new JsonObject { ["type"] = field.Type.JsonName(), ["title"] = Title(field.Name) };
        if (field.IsInline)
        {
            property["enum"] = Values(field.Allowed, field.Type);
        }

        if (field.Type == InputType.Address)
        {
            property["format"] = "uri";
        }

        if (field.Type.JsonName() == "array")
        {
            property["items"] = field.Type switch
            {
                InputType.AddressList => new JsonObject { ["type"] = "string", ["format"] = "uri" },
                InputType.TextList => new JsonObject { ["type"] = "string" },
                _ => new JsonObject(),
            };
        }

        Add(property, field.Type.JsonName() == "array" ? "minItems" : "minimum", field.Min);
        Add(property, field.Type.JsonName() == "array" ? "maxItems" : "maximum", field.Max);
        if (field.Default is { } value)
        {
            property["default"] = JsonNode.Parse(value.GetRawText());
        }

        return property;
    }

    private static void Add(JsonObject property, string name, double? value)
    {
        if (value is { } limit)
        {
            property[name] = limit;
        }
    }

    private static JsonObject Enumeration(string title, IReadOnlyList<string> values, InputType type = InputType.Text) => new()
    {
        ["enum"] = Values(values, type),
        ["type"] = type.JsonName(),
        ["title"] = title,
        ["description"] = "An enumeration.",
    };

    private static JsonArray Values(IReadOnlyList<string> values, InputType type) =>
        [.. values.Select(value => type == InputType.Integer ? long.Parse(value, CultureInfo.InvariantCulture) : (JsonNode)value)];

    private static JsonObject Path() => new()
    {
        ["post"] = new JsonObject
        {
            ["summary"] = "Predict",
            ["operationId"] = "predict_predictions_post",
            ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "Successful Response" } },
        },
    };

    /// <summary>num_outputs becomes Num Outputs.</summary>
    private static string Title(string name) =>
        string.Join(' ', name.Split('_').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
