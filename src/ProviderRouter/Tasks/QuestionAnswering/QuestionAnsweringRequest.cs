namespace ProviderRouter;

/// <summary>A question to be answered from a text. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record QuestionAnsweringRequest : InferenceRequest
{
    /// <summary>What to ask.</summary>
    public required string Question { get; init; }

    /// <summary>The text that holds the answer.</summary>
    public required string Context { get; init; }

    /// <summary>How many answers to give, the best first; at least 1.</summary>
    /// <value>Default: null, the provider's default.</value>
    public int? TopCount { get; init; }

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

    /// <summary>Whether an answer begins and ends with whole words.</summary>
    /// <value>Default: null, yes at providers.</value>
    public bool? AlignToWords { get; init; }
}
