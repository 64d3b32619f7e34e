using System.Text.Json;
using ProviderRouter.Emulator.Replicate.Models;

namespace ProviderRouter.Emulator.Replicate.Outputs;

/// <summary>An input that fits the model's schema, with the schema's defaults behind it.</summary>
internal sealed class PredictionInput(ReplicateModel model, JsonElement given, Func<string, InputFile> open)
{
    /// <summary>Where models have the text that they work on.</summary>
    private static readonly string[] PromptNames = ["prompt", "text", "gen_text", "question", "prompt_a", "inputs", "texts", "document"];

    public ReplicateModel Model { get; } = model;

    public string Prompt => PromptNames.Select(Text).FirstOrDefault(text => text is { Length: > 0 }) ?? LastMessage() ?? string.Empty;

    /// <summary>A field as it was given, or its default; null too for a field that the model does not know.</summary>
    public JsonElement? Value(string name) =>
        Model.Input.TryGetValue(name, out var field) ? given.TryGetProperty(name, out var value) ? value : field.Default : null;

    public string? Text(string name) => Value(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public double? Number(string name) => Value(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    /// <summary>A whole number; what lies beyond an <see cref="int"/> is cut to it, as seeds often do.</summary>
    public int? Integer(string name) =>
        Value(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? (int)(number & int.MaxValue) : null;

    public bool Flag(string name) => Value(name) is { ValueKind: JsonValueKind.True };

    /// <summary>The first file among some fields; of a list, its first.</summary>
    public InputFile? File(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Files(name) is [var file, ..])
            {
                return file;
            }
        }

        return null;
    }

    /// <summary>The files of a field.</summary>
    public IReadOnlyList<InputFile> Files(string name) => Value(name) switch
    {
        { ValueKind: JsonValueKind.String } text => [open(text.GetString()!)],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(item => open(item.GetString()!))],
        _ => [],
    };

    private string? LastMessage()
    {
        if (Value("messages") is not { ValueKind: JsonValueKind.Array } messages || messages.GetArrayLength() == 0)
        {
            return null;
        }

        return messages.EnumerateArray().Last() is { ValueKind: JsonValueKind.Object } last && last.TryGetProperty("content", out var content)
            && content.ValueKind == JsonValueKind.String
                ? content.GetString()
                : null;
    }
}
