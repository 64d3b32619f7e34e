namespace ProviderRouter.Protocols.OpenAI;

/// <summary>What a stream has given of one of its answers.</summary>
internal sealed class ChatStreamChoice
{
    public bool HasText { get; set; }

    public bool HasReasoning { get; set; }

    public bool HasToolCalls { get; set; }

    /// <summary>The wire's finish reason; null while there is none.</summary>
    public string? FinishReason { get; set; }
}
