namespace ProviderRouter;

/// <summary>Whether the model may, must or must not call a tool.</summary>
public sealed record ChatToolChoice
{
    private ChatToolChoice(string mode) => Mode = mode;

    /// <summary>The model decides.</summary>
    public static ChatToolChoice Auto { get; } = new("auto");

    /// <summary>The model calls no tool.</summary>
    public static ChatToolChoice None { get; } = new("none");

    /// <summary>The model calls at least one tool.</summary>
    public static ChatToolChoice Required { get; } = new("required");

    /// <summary><c>auto</c>, <c>none</c>, <c>required</c>, or <c>function</c> for the one named.</summary>
    public string Mode { get; }

    /// <summary>The tool that must be called; null unless one was named.</summary>
    public string? FunctionName { get; private init; }

    /// <summary>The model calls this tool.</summary>
    /// <param name="name">The tool's name.</param>
    public static ChatToolChoice Function(string name) => new("function") { FunctionName = name };
}
