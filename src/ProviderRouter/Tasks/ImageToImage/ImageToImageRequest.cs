namespace ProviderRouter;

/// <summary>Images to be made from an image. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record ImageToImageRequest : InferenceRequest
{
    /// <summary>The image to start from.</summary>
    public required MediaContent Image { get; init; }

    /// <summary>Further images that the model may draw on.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyList<MediaContent> References { get; init; } = [];

    /// <summary>What is repainted: white is, black is kept. As large as the image.</summary>
    /// <value>Default: null, the whole image.</value>
    public MediaContent? Mask { get; init; }

    /// <summary>What to change, or what the new image shall show.</summary>
    /// <value>Default: null.</value>
    public string? Prompt { get; init; }

    /// <summary>What the new image shall not show.</summary>
    /// <value>Default: null.</value>
    public string? NegativePrompt { get; init; }

    /// <summary>How much changes, from 0 (nothing) to 1 (the image counts no more).</summary>
    /// <value>Default: null, the model's default.</value>
    public double? Strength { get; init; }

    /// <summary>The size in pixels; give this or <see cref="AspectRatio"/>.</summary>
    /// <value>Default: null, the model's default.</value>
    public ImageSize? Size { get; init; }

    /// <summary>The shape of the new image, for models that choose the pixels themselves.</summary>
    /// <value>Default: null, mostly the image's own.</value>
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

    /// <summary>How closely the new image follows the prompt.</summary>
    /// <value>Default: null, the model's default.</value>
    public double? Guidance { get; init; }

    /// <summary>How closely the new image follows the given one, for models that have a guidance for each.</summary>
    /// <value>Default: null, the model's default.</value>
    public double? ImageGuidance { get; init; }

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
