namespace ProviderRouter;

/// <summary>A text to be given labels of the caller's. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record ZeroShotClassificationRequest : InferenceRequest
{
    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>The labels from which the model chooses; at least one.</summary>
    public required IReadOnlyList<string> CandidateLabels { get; init; }

    /// <summary>The sentence into which each label is put, with <c>{}</c> at its place: <c>This is about {}.</c></summary>
    /// <value>Default: null, the model's default.</value>
    public string? HypothesisTemplate { get; init; }

    /// <summary>Whether several labels may be true; else their scores add up to 1.</summary>
    /// <value>Default: null, no.</value>
    public bool? MultiLabel { get; init; }
}
