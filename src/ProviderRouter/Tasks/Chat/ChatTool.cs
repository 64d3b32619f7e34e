using System.Runtime.InteropServices;
using System.Text.Json;

namespace ProviderRouter;

/// <summary>A function that the model may ask the application to call.</summary>
public sealed record ChatTool
{
    /// <summary>The name: letters, digits, <c>_</c> and <c>-</c>, at most 64 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it does and when to call it; the model reads this.</summary>
    public string? Description { get; init; }

    /// <summary>The JSON schema of the arguments.</summary>
    /// <value>Default: null, a function without arguments.</value>
    public JsonElement? Parameters { get; init; }

    /// <summary>Whether the provider shall hold the model to the schema.</summary>
    /// <value>Default: null, not sent.</value>
    public bool? Strict { get; init; }

    internal long TextBytes => UsageEstimate.BytesOf(Name) + UsageEstimate.BytesOf(Description) + (Parameters is { } schema ? JsonMarshal.GetRawUtf8Value(schema).Length : 0);

    /// <summary>Makes a tool of a schema's text.</summary>
    /// <param name="name">The name.</param>
    /// <param name="description">What it does and when to call it.</param>
    /// <param name="parametersSchema">The JSON schema of the arguments.</param>
    /// <exception cref="JsonException">The schema is no JSON.</exception>
    public static ChatTool Create(string name, string description, string parametersSchema) =>
        new() { Name = name, Description = description, Parameters = JsonElement.Parse(parametersSchema) };
}
