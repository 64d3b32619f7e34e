namespace ProviderRouter;

/// <summary>What an answer consumed, in every unit that providers' prices count. A value that the provider did not report is null.</summary>
public sealed record Usage
{
    /// <summary>Tokens of the prompt, those served from a cache included.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Tokens of the answer, reasoning included.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Tokens of the prompt that were served from the provider's cache.</summary>
    public long? CachedInputTokens { get; init; }

    /// <summary>Tokens of the answer spent on reasoning.</summary>
    public long? ReasoningTokens { get; init; }

    /// <summary>All tokens, as the provider counted them.</summary>
    public long? TotalTokens { get; init; }

    /// <summary>Images made.</summary>
    public int? Images { get; init; }

    /// <summary>Megapixels of all images made, one megapixel being 1,000,000 pixels.</summary>
    public double? Megapixels { get; init; }

    /// <summary>Inference steps of all images made.</summary>
    public int? Steps { get; init; }

    /// <summary>Characters of the text that was spoken.</summary>
    public int? Characters { get; init; }

    /// <summary>Seconds of audio heard or made.</summary>
    public double? AudioSeconds { get; init; }

    /// <summary>Seconds of video made.</summary>
    public double? VideoSeconds { get; init; }

    /// <summary>Videos made.</summary>
    public int? Videos { get; init; }

    /// <summary>Seconds for which the provider's hardware ran.</summary>
    public double? ComputeSeconds { get; init; }

    /// <summary>Whether these are an estimate by the length of the texts, because the provider told nothing: a token for every four bytes, pictures and sounds left out.</summary>
    public bool IsEstimated { get; init; }
}
