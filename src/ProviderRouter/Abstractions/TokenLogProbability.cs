namespace ProviderRouter;

/// <summary>A token of the answer with the logarithm of its probability.</summary>
public sealed record TokenLogProbability
{
    /// <summary>The token's text.</summary>
    public required string Token { get; init; }

    /// <summary>The natural logarithm of its probability.</summary>
    public required double LogProbability { get; init; }

    /// <summary>The token's bytes in UTF-8, for tokens that are part of a character; null when the provider sent none.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; init; }

    /// <summary>The other likely tokens at this place, as many as were asked for.</summary>
    public IReadOnlyList<TokenLogProbability> Top { get; init; } = [];
}
