namespace ProviderRouter;

/// <summary>An image to be given labels of the caller's. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record ZeroShotImageClassificationRequest : InferenceRequest
{
    /// <summary>The image.</summary>
    public required MediaContent Image { get; init; }

    /// <summary>The labels from which the model chooses; at least one.</summary>
    public required IReadOnlyList<string> CandidateLabels { get; init; }

    /// <summary>The sentence into which each label is put, with <c>{}</c> at its place: <c>This is a photo of {}.</c></summary>
    /// <value>Default: null, the model's default.</value>
    public string? HypothesisTemplate { get; init; }
}
