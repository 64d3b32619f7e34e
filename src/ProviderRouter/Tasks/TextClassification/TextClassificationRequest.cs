namespace ProviderRouter;

/// <summary>A text to be given labels. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record TextClassificationRequest : InferenceRequest
{
    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>How many labels to give, the best first; at least 1.</summary>
    /// <value>Default: null, the provider's default.</value>
    public int? TopCount { get; init; }

    /// <summary>What turns the model's raw values into scores.</summary>
    /// <value>Default: null, the model's default.</value>
    public ClassificationFunction? FunctionToApply { get; init; }
}
