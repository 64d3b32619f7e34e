namespace ProviderRouter;

/// <summary>One message of a conversation.</summary>
public sealed record ChatMessage
{
    /// <summary>Who speaks.</summary>
    public required ChatRole Role { get; init; }

    /// <summary>What is said, in order.</summary>
    public required IReadOnlyList<ChatPart> Parts { get; init; }

    /// <summary>The name of the one who speaks, to tell several of one role apart.</summary>
    public string? Name { get; init; }

    /// <summary>Why the model refused to answer, where the provider says so apart from the text.</summary>
    public string? Refusal { get; init; }

    /// <summary>All text parts, joined.</summary>
    public string Text => ChatText.Join<ChatTextPart>(Parts, static part => part.Text);

    /// <summary>All reasoning parts, joined; empty when the provider showed none.</summary>
    public string Reasoning => ChatText.Join<ChatReasoningPart>(Parts, static part => part.Text);

    /// <summary>The tool calls that the model asks for, in order.</summary>
    public IReadOnlyList<ChatToolCallPart> ToolCalls => [.. Parts.OfType<ChatToolCallPart>()];

    /// <summary>Makes a message of instructions.</summary>
    /// <param name="text">The instructions.</param>
    public static ChatMessage System(string text) => new() { Role = ChatRole.System, Parts = [new ChatTextPart(text)] };

    /// <summary>Makes a message of the person; a string is a text part.</summary>
    /// <param name="parts">Text, images, sounds.</param>
    public static ChatMessage User(params IReadOnlyList<ChatPart> parts) => new() { Role = ChatRole.User, Parts = parts };

    /// <summary>Makes a message of the model.</summary>
    /// <param name="text">What it said.</param>
    public static ChatMessage Assistant(string text) => new() { Role = ChatRole.Assistant, Parts = [new ChatTextPart(text)] };

    /// <summary>Makes the message that answers a tool call.</summary>
    /// <param name="toolCallId">The id of the call.</param>
    /// <param name="result">The result, as text or JSON text.</param>
    public static ChatMessage ToolResult(string toolCallId, string result) =>
        new() { Role = ChatRole.Tool, Parts = [new ChatToolResultPart(toolCallId, result)] };
}
