namespace ProviderRouter;

/// <summary>One of the continuations of a text.</summary>
public sealed record TextGenerationChoice
{
    /// <summary>Its place among the continuations, from 0.</summary>
    public int Index { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>Why the model stopped.</summary>
    public FinishReason FinishReason { get; init; } = FinishReason.Unknown;

    /// <summary>Its tokens with the logarithms of their probabilities; empty when none were asked for.</summary>
    public IReadOnlyList<TokenLogProbability> LogProbabilities { get; init; } = [];
}
