namespace ProviderRouter;

/// <summary>Texts to be turned into vectors. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record EmbeddingsRequest : InferenceRequest
{
    /// <summary>The texts; at least one.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The length of the vectors, for models that can shorten them.</summary>
    /// <value>Default: null, the model's own length.</value>
    public int? Dimensions { get; init; }

    /// <summary>Whether vectors are scaled to length 1.</summary>
    /// <value>Default: null, the provider's default.</value>
    public bool? Normalize { get; init; }

    /// <summary>Whether a text that is too long for the model is cut; else it fails.</summary>
    /// <value>Default: null, the provider's default.</value>
    public bool? Truncate { get; init; }

    /// <summary>The name of one of the model's own prompts, which the provider puts before each text: <c>query</c> or <c>passage</c>, say.</summary>
    /// <value>Default: null.</value>
    public string? PromptName { get; init; }

    /// <summary>An id of the end user, for the provider's abuse control and cache affinity.</summary>
    /// <value>Default: null.</value>
    public string? User { get; init; }
}
