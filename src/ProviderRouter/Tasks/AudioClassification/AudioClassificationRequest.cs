namespace ProviderRouter;

/// <summary>A sound to be given labels. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record AudioClassificationRequest : InferenceRequest
{
    /// <summary>The sound.</summary>
    public required MediaContent Audio { get; init; }

    /// <summary>How many labels to give, the best first; at least 1.</summary>
    /// <value>Default: null, the provider's default.</value>
    public int? TopCount { get; init; }

    /// <summary>What turns the model's raw values into scores.</summary>
    /// <value>Default: null, the model's default.</value>
    public ClassificationFunction? FunctionToApply { get; init; }
}
