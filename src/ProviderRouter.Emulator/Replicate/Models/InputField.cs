using System.Globalization;
using System.Text.Json;

namespace ProviderRouter.Emulator.Replicate.Models;

/// <summary>One field of a model's input or output schema.</summary>
internal sealed record InputField(string Name, InputType Type)
{
    public bool IsRequired { get; init; }

    /// <summary>The smallest number, or the fewest items of a list.</summary>
    public double? Min { get; init; }

    public double? Max { get; init; }

    /// <summary>The only values, as text; numbers too.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>Whether the schema holds the values itself, instead of naming another schema that does; both occur.</summary>
    public bool IsInline { get; init; }

    /// <summary>What the model takes when the field is not given.</summary>
    public JsonElement? Default { get; init; }

    /// <summary>What is wrong with a value: the kind of problem and its description, or null. The words are those of the server's validator.</summary>
    public (string Type, string Description)? Problem(JsonElement value, Func<string, bool> isAddress)
    {
        if (!Fits(value))
        {
            return InvalidType(Type.JsonName(), value);
        }

        if (Allowed.Count > 0 && !Allowed.Contains(value.ToString()))
        {
            var allowed = Allowed.Select(item => Type == InputType.Text ? $"\"{item}\"" : item);
            return ("enum", $"{Name} must be one of the following: {string.Join(", ", allowed)}");
        }

        return value.ValueKind switch
        {
            JsonValueKind.Number => NumberProblem(value.GetDouble()),
            JsonValueKind.Array => ListProblem(value, isAddress),
            JsonValueKind.String when Type == InputType.Address => AddressProblem(value, isAddress),
            _ => null,
        };
    }

    public static (string Type, string Description) InvalidType(string expected, JsonElement value) =>
        ("invalid_type", $"Invalid type. Expected: {expected}, given: {NameOf(value)}");

    private bool Fits(JsonElement value) => Type switch
    {
        InputType.Integer => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        InputType.Number => value.ValueKind == JsonValueKind.Number,
        InputType.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        InputType.TextList or InputType.AddressList or InputType.List => value.ValueKind == JsonValueKind.Array,
        InputType.Object => value.ValueKind == JsonValueKind.Object,
        _ => value.ValueKind == JsonValueKind.String,
    };

    private (string Type, string Description)? NumberProblem(double number)
    {
        if (number < Min)
        {
            return ("number_gte", string.Create(CultureInfo.InvariantCulture, $"Must be greater than or equal to {Min}"));
        }

        return number > Max ? ("number_lte", string.Create(CultureInfo.InvariantCulture, $"Must be less than or equal to {Max}")) : null;
    }

    private (string Type, string Description)? ListProblem(JsonElement list, Func<string, bool> isAddress)
    {
        if (list.GetArrayLength() > Max)
        {
            return ("array_max_items", string.Create(CultureInfo.InvariantCulture, $"Array must have at most {Max} items"));
        }

        if (list.GetArrayLength() < Min)
        {
            return ("array_min_items", string.Create(CultureInfo.InvariantCulture, $"Array must have at least {Min} items"));
        }

        foreach (var item in Type == InputType.List ? [] : list.EnumerateArray().ToList())
        {
            if (item.ValueKind != JsonValueKind.String)
            {
                return InvalidType("string", item);
            }

            if (Type == InputType.AddressList && AddressProblem(item, isAddress) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static (string Type, string Description)? AddressProblem(JsonElement value, Func<string, bool> isAddress) =>
        isAddress(value.GetString()!) ? null : ("format", "Does not match format 'uri'");

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
