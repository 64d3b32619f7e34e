using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Fal.Schemas;

/// <summary>A checked input and its values; what is missing, null or not in the schema is null here.</summary>
internal sealed class FalInput(JsonElement root, FalSchema schema)
{
    private static readonly string[] PromptFields = ["prompt", "text", "gen_text"];

    public JsonElement Root { get; } = root;

    /// <summary>The field that holds what the user wrote; models have several names for it.</summary>
    public string? PromptField => Array.Find(PromptFields, name => Text(name) is not null);

    public string Prompt => PromptField is { } name ? Text(name)! : string.Empty;

    public JsonElement? Value(string name) =>
        schema.Find(name) is not null && Root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public string? Text(string name) => Value(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public double? Number(string name) => Value(name) is { } value ? Number(value) : null;

    public int? Integer(string name) => Number(name) is { } number ? (int)Math.Clamp(number, int.MinValue, int.MaxValue) : null;

    public bool Flag(string name, bool usual = false) => Value(name) is { } value ? Flag(value) ?? usual : usual;

    public IReadOnlyList<string> Texts(string name) => Value(name) is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
        : [];

    /// <summary>The object under a name, or an empty one.</summary>
    public FalInput Inner(string name) => Value(name) is { ValueKind: JsonValueKind.Object } inner && schema.Find(name)?.Nested is { } nested
        ? new(inner, nested)
        : new(JsonElement.Parse("{}"u8), new FalSchema([]));

    public static JsonNode? Node(JsonElement value) => JsonNode.Parse(value.GetRawText());

    /// <summary>A number, also one written as text.</summary>
    public static double? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String when double.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    /// <summary>A flag, also one in the words and numbers that pydantic takes for it.</summary>
    public static bool? Flag(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => value.GetString()!.ToUpperInvariant() switch
        {
            "TRUE" or "1" or "YES" or "Y" or "ON" or "T" => true,
            "FALSE" or "0" or "NO" or "N" or "OFF" or "F" => false,
            _ => null,
        },
        JsonValueKind.Number => value.GetDouble() switch { 1 => true, 0 => false, _ => null },
        _ => null,
    };
}
