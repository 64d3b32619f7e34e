namespace ProviderRouter;

/// <summary>Why the model stopped. An open set: a provider's reason that has no common name is kept as it came.</summary>
/// <param name="Value">The reason.</param>
public readonly record struct FinishReason(string Value)
{
    /// <summary>The answer is complete, or a stop sequence was met.</summary>
    public static FinishReason Stop { get; } = new("stop");

    /// <summary>The token limit was reached; the answer is cut.</summary>
    public static FinishReason Length { get; } = new("length");

    /// <summary>The model asks for tools to be called.</summary>
    public static FinishReason ToolCalls { get; } = new("tool_calls");

    /// <summary>The provider's content policy stopped the answer.</summary>
    public static FinishReason ContentFilter { get; } = new("content_filter");

    /// <summary>The provider failed while the model wrote.</summary>
    public static FinishReason Error { get; } = new("error");

    /// <summary>The provider cancelled the answer.</summary>
    public static FinishReason Cancelled { get; } = new("cancelled");

    /// <summary>The provider gave no reason.</summary>
    public static FinishReason Unknown { get; } = new("unknown");

    /// <inheritdoc/>
    public override string ToString() => Value ?? "unknown";
}
