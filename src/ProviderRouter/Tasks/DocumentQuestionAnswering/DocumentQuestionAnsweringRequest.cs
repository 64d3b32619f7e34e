namespace ProviderRouter;

/// <summary>A question about the image of a document. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record DocumentQuestionAnsweringRequest : InferenceRequest
{
    /// <summary>The image of the document.</summary>
    public required MediaContent Image { get; init; }

    /// <summary>What to ask.</summary>
    public required string Question { get; init; }

    /// <summary>How many answers to give, the best first; at least 1.</summary>
    /// <value>Default: null, the provider's default.</value>
    public int? TopCount { get; init; }

    /// <summary>The language of the document, by which its text is read.</summary>
    /// <value>Default: null, the provider's default.</value>
    public string? Language { get; init; }

    /// <summary>By how many tokens the pieces overlap into which a long text is split.</summary>
    /// <value>Default: null, the model's default.</value>
    public int? DocumentStride { get; init; }

    /// <summary>The most tokens that an answer may have.</summary>
    /// <value>Default: null, the model's default.</value>
    public int? MaxAnswerLength { get; init; }

    /// <summary>The most tokens that a piece may have, the question included.</summary>
    /// <value>Default: null, the model's default.</value>
    public int? MaxSequenceLength { get; init; }

    /// <summary>The most tokens that the question may have; a longer one is cut.</summary>
    /// <value>Default: null, the model's default.</value>
    public int? MaxQuestionLength { get; init; }

    /// <summary>Whether the model may find that there is no answer.</summary>
    /// <value>Default: null, no.</value>
    public bool? HandleImpossibleAnswer { get; init; }

    /// <summary>The most tokens that the answer may have; at least 1.</summary>
    /// <value>Default: null, the provider's default.</value>
    public int? MaxOutputTokens { get; init; }
}
