using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>A checked request to a model.</summary>
internal sealed record PipelineRequest(Exchange Exchange, PipelineModel Model)
{
    /// <summary>The <c>inputs</c> of a JSON body; undefined if the body was raw bytes.</summary>
    public JsonElement Inputs { get; init; }

    /// <summary>The object that holds the parameters: <c>parameters</c>, or the root for tasks that have them there.</summary>
    public JsonElement Parameters { get; init; }

    /// <summary>The bytes of a picture or sound.</summary>
    public byte[] Media { get; init; } = [];

    /// <summary>The texts of the inputs, one or several.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>Whether the inputs were a list.</summary>
    public bool IsBatch => Inputs.ValueKind == JsonValueKind.Array;

    public string Accept => Exchange.Header("Accept") ?? string.Empty;

    public string? Text(string name) => Value(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public double? Number(string name) => Value(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    public int? Integer(string name) =>
        Value(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? (int)Math.Clamp(value, int.MinValue, int.MaxValue) : null;

    public bool? Flag(string name) => Value(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } flag ? flag.GetBoolean() : null;

    /// <summary>A list of texts, or one text with commas.</summary>
    public IReadOnlyList<string>? List(string name) => Value(name) switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(item => item.ToString())],
        { ValueKind: JsonValueKind.String } text => [.. text.GetString()!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        _ => null,
    };

    public JsonElement? Value(string name) => Parameters.ValueKind == JsonValueKind.Object ? ChatReader.Value(Parameters, name) : null;

    /// <summary>The answer of each text in a list if the inputs were one, else the only answer.</summary>
    public JsonNode Each(Func<string, JsonNode> answer) =>
        IsBatch ? new JsonArray([.. Texts.Select(answer)]) : answer(Texts[0]);

    public Task WriteAsync(JsonNode answer) => Exchange.WriteJsonAsync(200, answer);

    public Task WriteAsync(byte[] bytes, string mediaType) => Exchange.WriteBytesAsync(200, bytes, mediaType);
}
