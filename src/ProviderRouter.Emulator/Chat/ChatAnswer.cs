namespace ProviderRouter.Emulator.Chat;

/// <summary>A composed answer, before it is written in one piece or as a stream.</summary>
internal sealed record ChatAnswer(string Id, string Model, long Created, int PromptTokens, IReadOnlyList<ChatChoice> Choices)
{
    public int CompletionTokens => Choices.Sum(choice => choice.TokenCount);

    public int ReasoningTokens => Choices.Sum(choice => choice.Reasoning.Count);
}

/// <summary>One of the answer's choices.</summary>
internal sealed record ChatChoice(
    int Index,
    IReadOnlyList<string> Reasoning,
    IReadOnlyList<string> Content,
    IReadOnlyList<ChatToolCall> ToolCalls,
    string FinishReason)
{
    public int TokenCount => Reasoning.Count + Content.Count
        + ToolCalls.Sum(call => Tokens.Count(call.Name) + Tokens.Count(call.Arguments));
}

/// <summary>One call of a function.</summary>
internal sealed record ChatToolCall(string Id, string Name, string Arguments);
