namespace ProviderRouter;

/// <summary>A question about an image. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record VisualQuestionAnsweringRequest : InferenceRequest
{
    /// <summary>The image.</summary>
    public required MediaContent Image { get; init; }

    /// <summary>What to ask.</summary>
    public required string Question { get; init; }

    /// <summary>How many answers to give, the best first; at least 1.</summary>
    /// <value>Default: null, the provider's default.</value>
    public int? TopCount { get; init; }

    /// <summary>The most tokens that the answer may have; at least 1.</summary>
    /// <value>Default: null, the provider's default.</value>
    public int? MaxOutputTokens { get; init; }

    /// <summary>How freely the model chooses, from 0 to 2.</summary>
    /// <value>Default: null, the model's default.</value>
    public double? Temperature { get; init; }

    /// <summary>The share of probability from which tokens are chosen, from 0 to 1.</summary>
    /// <value>Default: null, the model's default.</value>
    public double? TopP { get; init; }
}
