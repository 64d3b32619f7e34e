namespace ProviderRouter;

/// <summary>A text in which names and other entities are to be found. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record TokenClassificationRequest : InferenceRequest
{
    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>Labels of which nothing is given.</summary>
    /// <value>Default: empty, the provider's default: what is no entity (<c>O</c>).</value>
    public IReadOnlyList<string> IgnoreLabels { get; init; } = [];

    /// <summary>By how many tokens the pieces overlap into which a long text is split.</summary>
    /// <value>Default: null, a long text is cut.</value>
    public int? Stride { get; init; }

    /// <summary>How tokens are put together to entities.</summary>
    /// <value>Default: null, the provider's default.</value>
    public AggregationStrategy? AggregationStrategy { get; init; }
}
