using System.Text.Json;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Endpoints;

/// <summary>A JSON body whose fields have been checked, with the refusals of the provider asked.</summary>
internal sealed class RequestBody(JsonElement root, Protocol protocol)
{
    public JsonElement Root { get; } = root;

    /// <summary>A field that is there and not null.</summary>
    public JsonElement? Value(string name) =>
        Root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public string? Text(string name) => Value(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A text that must be there and not empty.</summary>
    public string Required(string name) => Text(name) is { Length: > 0 } text ? text : throw Missing(name);

    /// <summary>A text out of a few, by default the first.</summary>
    public string OneOf(string name, params IReadOnlyList<string> allowed)
    {
        var value = Text(name) ?? allowed[0];
        return allowed.Contains(value) ? value : throw Invalid(name, $"'{value}' is not one of {string.Join(", ", allowed)}");
    }

    public bool Flag(string name, bool otherwise = false) => Value(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => otherwise,
    };

    public int? Integer(string name) =>
        Value(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    public double? Number(string name) => Value(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    /// <summary>A seed; one beyond the signed range is folded into it.</summary>
    public long? Seed(string name = "seed") => Value(name) is { ValueKind: JsonValueKind.Number } value
        ? value.TryGetInt64(out var number) ? number : value.TryGetUInt64(out var large) ? unchecked((long)large) : null
        : null;

    public WireException Missing(string name) =>
        protocol.Error(400, $"Missing required parameter: '{name}'.", name, "missing_required_parameter");

    public WireException Invalid(string name, string problem) =>
        protocol.Error(400, $"Invalid value for '{name}': {problem}.", name, "invalid_value");
}
