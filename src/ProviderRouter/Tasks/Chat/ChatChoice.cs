namespace ProviderRouter;

/// <summary>One of the answers to a conversation.</summary>
public sealed record ChatChoice
{
    /// <summary>Its place among the answers, from 0.</summary>
    public int Index { get; init; }

    /// <summary>What the model said.</summary>
    public required ChatMessage Message { get; init; }

    /// <summary>Why the model stopped.</summary>
    public FinishReason FinishReason { get; init; } = FinishReason.Unknown;

    /// <summary>The probability of each token; empty unless asked for and sent.</summary>
    public IReadOnlyList<TokenLogProbability> LogProbabilities { get; init; } = [];
}
