using System.Text.Json;

namespace ProviderRouter.Providers.Replicate.Inputs;

/// <summary>Reads a model's inputs from the OpenAPI schema of its version. Source: wire notes of Replicate, §2.</summary>
internal static class ReplicateSchemaReader
{
    private const int MaxSteps = 8;

    /// <summary>The inputs; null when the version tells none.</summary>
    /// <param name="version">The version as Replicate describes it.</param>
    public static ReplicateInputs? Read(JsonElement version)
    {
        var schemas = Member(Member(Member(version, "openapi_schema"), "components"), "schemas");
        var input = Member(schemas, "Input");
        var properties = Member(input, "properties");
        if (properties.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var required = Texts(Member(input, "required")).ToHashSet(StringComparer.Ordinal);
        return new(properties.EnumerateObject().Select(property => Read(schemas, property.Name, property.Value, required.Contains(property.Name))).ToList());
    }

    /// <summary>A member of an object; undefined when it has none, or is no object.</summary>
    public static JsonElement Member(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var member) ? member : default;

    private static ReplicateInput Read(JsonElement schemas, string name, JsonElement property, bool isRequired)
    {
        var type = Resolve(schemas, property);
        var values = Member(type, "enum");
        var preset = Member(property, "default");
        return new(name)
        {
            Kind = KindOf(type),
            Values = values.ValueKind == JsonValueKind.Array ? [.. values.EnumerateArray().Where(static value => value.ValueKind != JsonValueKind.Null).Select(static value => value.ToString())] : [],
            IsRequired = isRequired,
            Maximum = NumberIn(property, "maximum") ?? NumberIn(type, "maximum"),
            Default = preset.ValueKind is JsonValueKind.String or JsonValueKind.Number ? preset.ToString() : null,
        };
    }

    // A choice stands in a schema of its own, to which allOf leads; what may be null is one of two.
    private static JsonElement Resolve(JsonElement schemas, JsonElement type)
    {
        for (var step = 0; step < MaxSteps; step++)
        {
            var next = Member(type, "$ref") is { ValueKind: JsonValueKind.String } reference ? Member(schemas, NameOf(reference.GetString()!))
                : FirstOf(Member(type, "allOf")) is { ValueKind: JsonValueKind.Object } whole ? whole
                : FirstOf(Member(type, "anyOf")) is { ValueKind: JsonValueKind.Object } either ? either
                : FirstOf(Member(type, "oneOf"));
            if (next.ValueKind != JsonValueKind.Object)
            {
                break;
            }

            type = next;
        }

        return type;
    }

    private static JsonElement FirstOf(JsonElement list)
    {
        foreach (var item in list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default)
        {
            if (!(Member(item, "type") is { ValueKind: JsonValueKind.String } type && type.ValueEquals("null"u8)))
            {
                return item;
            }
        }

        return default;
    }

    private static ReplicateInputKind KindOf(JsonElement type) => (Member(type, "type") is { ValueKind: JsonValueKind.String } named ? named.GetString() : null) switch
    {
        "string" => Member(type, "format") is { ValueKind: JsonValueKind.String } format && format.ValueEquals("uri"u8) ? ReplicateInputKind.File : ReplicateInputKind.Text,
        "integer" => ReplicateInputKind.Integer,
        "number" => ReplicateInputKind.Number,
        "boolean" => ReplicateInputKind.Flag,
        "array" => ReplicateInputKind.List,
        _ => ReplicateInputKind.Any,
    };

    private static int? NumberIn(JsonElement item, string name) =>
        Member(item, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    private static string NameOf(string reference) => reference[(reference.LastIndexOf('/') + 1)..];

    private static IEnumerable<string> Texts(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!) : [];
}
