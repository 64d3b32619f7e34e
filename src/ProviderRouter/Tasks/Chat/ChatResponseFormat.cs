using System.Text.Json;

namespace ProviderRouter;

/// <summary>The form that the answer's text must have.</summary>
public sealed record ChatResponseFormat
{
    private ChatResponseFormat(string type) => Type = type;

    /// <summary>Free text.</summary>
    public static ChatResponseFormat Text { get; } = new("text");

    /// <summary>Any JSON object; the prompt must mention JSON, or models write white space without end.</summary>
    public static ChatResponseFormat Json { get; } = new("json_object");

    /// <summary><c>text</c>, <c>json_object</c> or <c>json_schema</c>.</summary>
    public string Type { get; }

    /// <summary>The schema's name; null unless there is a schema.</summary>
    public string? SchemaName { get; private init; }

    /// <summary>The schema; null unless the type is <c>json_schema</c>.</summary>
    public JsonElement? Schema { get; private init; }

    /// <summary>Whether the provider shall hold the model to the schema to the letter; null: the provider's default.</summary>
    public bool? Strict { get; private init; }

    /// <summary>JSON that fits a schema.</summary>
    /// <param name="name">A name for the schema: letters, digits, <c>_</c> and <c>-</c>.</param>
    /// <param name="schema">The JSON schema.</param>
    /// <param name="strict">Whether to hold the model to it to the letter.</param>
    public static ChatResponseFormat JsonSchema(string name, JsonElement schema, bool? strict = true) =>
        new("json_schema") { SchemaName = name, Schema = schema, Strict = strict };
}
