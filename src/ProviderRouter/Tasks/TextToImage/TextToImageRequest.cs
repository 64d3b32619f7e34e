namespace ProviderRouter;

/// <summary>Images to be made from a text. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record TextToImageRequest : InferenceRequest
{
    /// <summary>What the image shall show.</summary>
    public required string Prompt { get; init; }

    /// <summary>What the image shall not show.</summary>
    /// <value>Default: null.</value>
    public string? NegativePrompt { get; init; }

    /// <summary>The size in pixels; give this or <see cref="AspectRatio"/>.</summary>
    /// <value>Default: null, the model's default.</value>
    public ImageSize? Size { get; init; }

    /// <summary>The shape of the image, for models that choose the pixels themselves.</summary>
    /// <value>Default: null, the model's default.</value>
    public AspectRatio? AspectRatio { get; init; }

    /// <summary>How many images to make; at least 1.</summary>
    /// <value>Default: null, one.</value>
    public int? Count { get; init; }

    /// <summary>Makes images repeatable where the provider can. Some models take 0 as random.</summary>
    /// <value>Default: null, random.</value>
    public long? Seed { get; init; }

    /// <summary>How many inference steps to take; more is slower.</summary>
    /// <value>Default: null, the model's default.</value>
    public int? Steps { get; init; }

    /// <summary>How closely the image follows the prompt.</summary>
    /// <value>Default: null, the model's default.</value>
    public double? Guidance { get; init; }

    /// <summary>The scheduler, or sampler, by the provider's name.</summary>
    /// <value>Default: null, the model's default.</value>
    public string? Scheduler { get; init; }

    /// <summary>The format of the images.</summary>
    /// <value>Default: null, the provider's default.</value>
    public ImageFormat? Format { get; init; }

    /// <summary>Whether the provider checks images for unsafe content.</summary>
    /// <value>Default: null, the provider's default.</value>
    public bool? SafetyChecker { get; init; }

    /// <summary>Adapters to be applied, in order; many providers take one.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyList<LoraWeights> Loras { get; init; } = [];
}
