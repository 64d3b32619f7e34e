using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Fal.Schemas;

/// <summary>One field of a model's input and its rule.</summary>
internal sealed record FalField(string Name, string Type)
{
    public bool IsRequired { get; init; }

    /// <summary>Whether null may stand for nothing; elsewhere it is an error.</summary>
    public bool IsNullable { get; init; }

    public double? Min { get; init; }

    public double? Max { get; init; }

    public IReadOnlyList<string> Allowed { get; init; } = [];

    public FalSchema? Nested { get; init; }

    public bool IsFile => Type is "image" or "images" or "audio" or "video";

    /// <summary>Adds what is wrong with a value; numbers and flags may be written as text, as pydantic allows.</summary>
    public void Check(JsonElement value, JsonArray place, JsonArray problems)
    {
        switch (Type)
        {
            case "str" or "image" or "audio" or "video":
                CheckText(value, place, problems);
                break;
            case "int" or "num":
                CheckNumber(value, place, problems);
                break;
            case "bool":
                CheckFlag(value, place, problems);
                break;
            case "enum" or "intenum":
                CheckChoice(value, place, problems);
                break;
            case "size":
                FalSize.Check(value, place, problems);
                break;
            case "images" or "strs" or "objs":
                CheckList(value, place, problems);
                break;
            case "obj":
                Nested!.Check(value, place, problems);
                break;
        }
    }

    private void CheckText(JsonElement value, JsonArray place, JsonArray problems)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            Add(problems, "string_type", "Input should be a valid string", place, value);
        }
        else if (value.GetString()!.Length is var length && (length < Min || length > Max))
        {
            AddLength(problems, length < Min, place, value);
        }
    }

    private void CheckNumber(JsonElement value, JsonArray place, JsonArray problems)
    {
        var (name, word) = Type == "int" ? ("int", "integer") : ("float", "number");
        if (FalInput.Number(value) is not { } number || (Type == "int" && number != Math.Floor(number)))
        {
            var isText = value.ValueKind == JsonValueKind.String;
            var how = isText ? $", unable to parse string as {(Type == "int" ? "an" : "a")} {word}" : string.Empty;
            Add(problems, $"{name}_{(isText ? "parsing" : "type")}", $"Input should be a valid {word}{how}", place, value);
        }
        else if (number < Min)
        {
            var context = new JsonObject { ["ge"] = Min };
            Add(problems, "greater_than_equal", string.Create(CultureInfo.InvariantCulture, $"Input should be greater than or equal to {Min}"), place, value, context);
        }
        else if (number > Max)
        {
            var context = new JsonObject { ["le"] = Max };
            Add(problems, "less_than_equal", string.Create(CultureInfo.InvariantCulture, $"Input should be less than or equal to {Max}"), place, value, context);
        }
    }

    private static void CheckFlag(JsonElement value, JsonArray place, JsonArray problems)
    {
        if (FalInput.Flag(value) is null)
        {
            var isText = value.ValueKind == JsonValueKind.String;
            Add(
                problems,
                isText ? "bool_parsing" : "bool_type",
                "Input should be a valid boolean" + (isText ? ", unable to interpret input" : string.Empty),
                place,
                value);
        }
    }

    private void CheckChoice(JsonElement value, JsonArray place, JsonArray problems)
    {
        var kind = Type == "enum" ? JsonValueKind.String : JsonValueKind.Number;
        if (value.ValueKind != kind || !Allowed.Contains(value.ToString()))
        {
            var expected = Either(Type == "enum" ? [.. Allowed.Select(item => $"'{item}'")] : Allowed);
            Add(problems, "literal_error", "Input should be " + expected, place, value, new JsonObject { ["expected"] = expected });
        }
    }

    private void CheckList(JsonElement value, JsonArray place, JsonArray problems)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            Add(problems, "list_type", "Input should be a valid list", place, value);
            return;
        }

        if (value.GetArrayLength() is var length && (length < Min || length > Max))
        {
            AddLength(problems, length < Min, place, value);
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            JsonArray inside = [.. place.Select(part => part!.DeepClone()), index++];
            if (Nested is not null)
            {
                Nested.Check(item, inside, problems);
            }
            else if (item.ValueKind != JsonValueKind.String)
            {
                Add(problems, "string_type", "Input should be a valid string", inside, item);
            }
        }
    }

    private void AddLength(JsonArray problems, bool isShort, JsonArray place, JsonElement value)
    {
        var (kind, things) = value.ValueKind == JsonValueKind.String ? ("String", "characters") : ("List", "items");
        var bound = isShort ? Min : Max;
        var message = string.Create(CultureInfo.InvariantCulture, $"{kind} should have at {(isShort ? "least" : "most")} {bound} {things}");
        var context = new JsonObject { [isShort ? "min_length" : "max_length"] = bound };
        Add(problems, isShort ? "sequence_too_short" : "sequence_too_long", message, place, value, context);
    }

    private static string Either(IReadOnlyList<string> items) =>
        items.Count == 1 ? items[0] : $"{string.Join(", ", items.Take(items.Count - 1))} or {items[^1]}";

    private static void Add(JsonArray problems, string type, string message, JsonArray place, JsonElement value, JsonObject? context = null) =>
        problems.Add(FalErrors.Problem(type, message, place, FalInput.Node(value), context));
}
