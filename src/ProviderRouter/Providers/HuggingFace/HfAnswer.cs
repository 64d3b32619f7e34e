using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>
/// An answer of hf-inference, whose servers wrap the same objects in different ways: alone, in a list, or in a list within a list.
/// Source: wire notes of Hugging Face, §5, reader rule.
/// </summary>
internal readonly struct HfAnswer(MediaJson json, ProviderResponse response)
{
    public JsonElement Root => json.Root;

    /// <summary>The objects of the answer, however they are wrapped.</summary>
    public IReadOnlyList<JsonElement> Items() => ItemsOf(Root);

    /// <summary>The objects of a part of the answer, however they are wrapped.</summary>
    public IReadOnlyList<JsonElement> ItemsOf(JsonElement wrapped)
    {
        var items = new List<JsonElement>();
        Unwrap(wrapped, items, depth: 0);
        return items;
    }

    /// <summary>The only object of the answer, or its first.</summary>
    public JsonElement First() => Items() is [var first, ..] ? first : throw Fail("the answer is empty");

    /// <summary>A text that the task always has.</summary>
    public string Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Lacks(name);

    /// <summary>A number that the task always has.</summary>
    public double Number(JsonElement item, string name) => NumberOrNull(item, name) ?? throw Lacks(name);

    public static double? NumberOrNull(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    /// <summary>A whole number that the task always has.</summary>
    public int Integer(JsonElement item, string name) => IntegerOrNull(item, name) ?? throw Lacks(name);

    /// <summary>A whole number; some servers write it with a fraction.</summary>
    public static int? IntegerOrNull(JsonElement item, string name) => NumberOrNull(item, name) is { } number ? Round(number) : null;

    /// <summary>The elements of a list; none when there is no such list.</summary>
    public static IReadOnlyList<JsonElement> List(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [];

    /// <summary>A file that the task always has.</summary>
    public MediaContent File(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && json.FileOf(value) is { } file ? file : throw Lacks(name);

    /// <summary>A failure of the answer.</summary>
    public ProviderException Fail(string problem) => json.Fail(response, problem);

    private static int Round(double number) => (int)Math.Clamp(Math.Round(number), int.MinValue, int.MaxValue);

    private ProviderException Lacks(string name) => Fail($"the answer has no '{name}' where the task has one");

    private void Unwrap(JsonElement element, List<JsonElement> items, int depth)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            items.Add(element);
            return;
        }

        if (element.ValueKind != JsonValueKind.Array || depth > 1)
        {
            throw Fail("the answer holds something else than the task's objects");
        }

        foreach (var inner in element.EnumerateArray())
        {
            Unwrap(inner, items, depth + 1);
        }
    }
}
