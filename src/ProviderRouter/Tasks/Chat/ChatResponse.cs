namespace ProviderRouter;

/// <summary>A model's answer to a conversation.</summary>
public sealed record ChatResponse : InferenceResponse
{
    /// <summary>The answers, as many as were asked for; never empty.</summary>
    public required IReadOnlyList<ChatChoice> Choices { get; init; }

    /// <summary>The first answer's message; append it to the conversation to go on.</summary>
    public ChatMessage Message => Choices[0].Message;

    /// <summary>The first answer's text.</summary>
    public string Text => Message.Text;

    /// <summary>Why the model stopped the first answer.</summary>
    public FinishReason FinishReason => Choices[0].FinishReason;

    /// <summary>The tool calls that the first answer asks for.</summary>
    public IReadOnlyList<ChatToolCallPart> ToolCalls => Message.ToolCalls;

    /// <summary>The first answer's text.</summary>
    public sealed override string ToString() => Text;
}
