namespace ProviderRouter;

/// <summary>A text to be told in short. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record SummarizationRequest : InferenceRequest
{
    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>The fewest tokens that the summary may have.</summary>
    /// <value>Default: null, the model's default.</value>
    public int? MinOutputTokens { get; init; }

    /// <summary>The most tokens that the summary may have; at least 1.</summary>
    /// <value>Default: null, the model's default.</value>
    public int? MaxOutputTokens { get; init; }

    /// <summary>How a text is cut that is too long for the model.</summary>
    /// <value>Default: null, the provider's default.</value>
    public TextTruncation? Truncation { get; init; }

    /// <summary>Whether needless spaces are taken out of the answer.</summary>
    /// <value>Default: null, the provider's default.</value>
    public bool? CleanUpSpaces { get; init; }
}
