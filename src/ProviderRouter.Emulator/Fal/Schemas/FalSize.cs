using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Fal.Schemas;

/// <summary>The field <c>image_size</c>: a name, or width and height.</summary>
internal static class FalSize
{
    private const int Largest = 14142;

    private static readonly Dictionary<string, (int Width, int Height)> Named = new(StringComparer.Ordinal)
    {
        ["square_hd"] = (1024, 1024),
        ["square"] = (512, 512),
        ["portrait_4_3"] = (768, 1024),
        ["portrait_16_9"] = (576, 1024),
        ["landscape_4_3"] = (1024, 768),
        ["landscape_16_9"] = (1024, 576),
    };

    private static readonly FalSchema Sides = FalSchema.Parse("width int 1..14142; height int 1..14142");

    /// <summary>As a union in pydantic, a value that fits neither form is told twice.</summary>
    public static void Check(JsonElement value, JsonArray place, JsonArray problems)
    {
        JsonArray Inside(string form) => [.. place.Select(part => part!.DeepClone()), form];
        if (value.ValueKind == JsonValueKind.Object)
        {
            Sides.Check(value, Inside("ImageSize"), problems);
        }
        else if (value.ValueKind != JsonValueKind.String || !Named.ContainsKey(value.GetString()!))
        {
            var names = Named.Keys.Select(name => $"'{name}'").ToList();
            var expected = string.Join(", ", names.Take(names.Count - 1)) + " or " + names[^1];
            problems.Add(FalErrors.Problem(
                "model_attributes_type",
                "Input should be a valid dictionary or object to extract fields from",
                Inside("ImageSize"),
                FalInput.Node(value)));
            problems.Add(FalErrors.Problem(
                "literal_error",
                "Input should be " + expected,
                Inside($"literal[{string.Join(',', names)}]"),
                FalInput.Node(value),
                new JsonObject { ["expected"] = expected }));
        }
    }

    public static (int Width, int Height) Read(JsonElement? value, string usual) => value switch
    {
        { ValueKind: JsonValueKind.String } name => Named[name.GetString()!],
        { ValueKind: JsonValueKind.Object } sides => (Side(sides, "width"), Side(sides, "height")),
        _ => Named[usual],
    };

    public static JsonObject Describe() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject
            {
                ["type"] = "object",
                ["title"] = "ImageSize",
                ["properties"] = new JsonObject
                {
                    ["width"] = new JsonObject { ["type"] = "integer", ["exclusiveMinimum"] = 0, ["maximum"] = Largest, ["default"] = 512 },
                    ["height"] = new JsonObject { ["type"] = "integer", ["exclusiveMinimum"] = 0, ["maximum"] = Largest, ["default"] = 512 },
                },
            },
            new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. Named.Keys.Select(name => (JsonNode)name)]) }),
    };

    private static int Side(JsonElement sides, string name) =>
        sides.TryGetProperty(name, out var side) && FalInput.Number(side) is { } number ? (int)number : 512;
}
