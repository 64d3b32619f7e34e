using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Replicate;

/// <summary>One field of a model's input schema.</summary>
internal sealed record InputField(string Name, string Type, bool IsRequired, double? Min, double? Max, IReadOnlyList<string> Allowed)
{
    /// <summary>
    /// Reads a compact description of fields, parted by semicolons: <c>prompt* str; steps int 1..50; format enum webp,png; image uri</c>.
    /// A star marks a required field.
    /// </summary>
    public static IReadOnlyDictionary<string, InputField> Parse(string text)
    {
        var fields = new Dictionary<string, InputField>(StringComparer.Ordinal);
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = part.Split(' ');
            var name = words[0].TrimEnd('*');
            var range = words.Length > 2 && words[1] is "int" or "num" ? words[2].Split("..") : [];
            fields[name] = new InputField(
                name,
                words[1],
                words[0].EndsWith('*'),
                Number(range, 0),
                Number(range, 1),
                words is [_, "enum" or "intenum", var values] ? values.Split(',') : []);
        }

        return fields;
    }

    /// <summary>What is wrong with a value: the kind of problem and its description, or null.</summary>
    public (string Type, string Description)? Problem(JsonElement value)
    {
        var (expected, fits) = Type switch
        {
            "int" or "intenum" => ("integer", value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _)),
            "num" => ("number", value.ValueKind == JsonValueKind.Number),
            "bool" => ("boolean", value.ValueKind is JsonValueKind.True or JsonValueKind.False),
            "list" => ("array", value.ValueKind == JsonValueKind.Array),
            _ => ("string", value.ValueKind == JsonValueKind.String),
        };
        if (!fits)
        {
            return ("invalid_type", $"Invalid type. Expected: {expected}, given: {NameOf(value)}");
        }

        if (Allowed.Count > 0 && !Allowed.Contains(value.ToString()))
        {
            return ("enum", $"{Name} must be one of the following: {string.Join(", ", Allowed.Select(item => Type == "enum" ? $"\"{item}\"" : item))}");
        }

        if (value.ValueKind == JsonValueKind.Number && value.GetDouble() < Min)
        {
            return ("number_gte", string.Create(CultureInfo.InvariantCulture, $"Must be greater than or equal to {Min}"));
        }

        if (value.ValueKind == JsonValueKind.Number && value.GetDouble() > Max)
        {
            return ("number_lte", string.Create(CultureInfo.InvariantCulture, $"Must be less than or equal to {Max}"));
        }

        return Type == "uri" && !Uri.TryCreate(value.GetString(), UriKind.Absolute, out _)
            ? ("format", "Does not match format 'uri'")
            : null;
    }

    /// <summary>The field as it stands in the model's OpenAPI schema.</summary>
    public JsonObject Schema()
    {
        var schema = new JsonObject
        {
            ["type"] = Type switch { "int" or "intenum" => "integer", "num" => "number", "bool" => "boolean", "list" => "array", _ => "string" },
            ["title"] = Name,
        };
        if (Type == "uri")
        {
            schema["format"] = "uri";
        }

        if (Min is { } min)
        {
            schema["minimum"] = min;
        }

        if (Max is { } max)
        {
            schema["maximum"] = max;
        }

        if (Allowed.Count > 0)
        {
            schema["enum"] = new JsonArray([.. Allowed.Select(item =>
                Type == "enum" ? (JsonNode)item : int.Parse(item, CultureInfo.InvariantCulture))]);
        }

        return schema;
    }

    private static double? Number(string[] range, int at) =>
        range.Length == 2 && double.TryParse(range[at], CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string NameOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Null => "null",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => "string",
    };
}
