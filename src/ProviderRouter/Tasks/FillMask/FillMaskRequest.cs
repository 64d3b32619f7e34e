namespace ProviderRouter;

/// <summary>A text whose gaps are to be filled. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record FillMaskRequest : InferenceRequest
{
    /// <summary>The text, with the model's own mask at each gap: <c>[MASK]</c> or <c>&lt;mask&gt;</c>.</summary>
    public required string Text { get; init; }

    /// <summary>How many fillings of each gap to give, the best first; at least 1.</summary>
    /// <value>Default: null, the provider's default.</value>
    public int? TopCount { get; init; }

    /// <summary>The words from which the model chooses.</summary>
    /// <value>Default: empty, any word.</value>
    public IReadOnlyList<string> Targets { get; init; } = [];
}
