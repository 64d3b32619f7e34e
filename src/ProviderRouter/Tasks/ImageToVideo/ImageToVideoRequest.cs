namespace ProviderRouter;

/// <summary>A video to be made from an image. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record ImageToVideoRequest : InferenceRequest
{
    /// <summary>The image with which the video begins.</summary>
    public required MediaContent Image { get; init; }

    /// <summary>The image with which the video ends, for models that take one.</summary>
    /// <value>Default: null, the model decides.</value>
    public MediaContent? LastImage { get; init; }

    /// <summary>What shall happen.</summary>
    /// <value>Default: null.</value>
    public string? Prompt { get; init; }

    /// <summary>What the video shall not show.</summary>
    /// <value>Default: null.</value>
    public string? NegativePrompt { get; init; }

    /// <summary>How many frames to make; give this or <see cref="Duration"/>.</summary>
    /// <value>Default: null, the model's default.</value>
    public int? FrameCount { get; init; }

    /// <summary>How many frames make up a second.</summary>
    /// <value>Default: null, the model's default.</value>
    public double? FramesPerSecond { get; init; }

    /// <summary>How long the video shall last; many models take a few lengths only, in whole seconds.</summary>
    /// <value>Default: null, the model's default.</value>
    public TimeSpan? Duration { get; init; }

    /// <summary>The shape of the video, for models that choose the pixels themselves.</summary>
    /// <value>Default: null, the model's default.</value>
    public AspectRatio? AspectRatio { get; init; }

    /// <summary>The size in pixels; give this or <see cref="AspectRatio"/>.</summary>
    /// <value>Default: null, the model's default.</value>
    public ImageSize? Size { get; init; }

    /// <summary>The resolution by the model's name for it: <c>480p</c>, <c>720p</c>, <c>1080p</c>.</summary>
    /// <value>Default: null, the model's default.</value>
    public string? Resolution { get; init; }

    /// <summary>How many inference steps to take; more is slower.</summary>
    /// <value>Default: null, the model's default.</value>
    public int? Steps { get; init; }

    /// <summary>How closely the video follows the prompt.</summary>
    /// <value>Default: null, the model's default.</value>
    public double? Guidance { get; init; }

    /// <summary>Makes videos repeatable where the provider can. Some models take 0 as random.</summary>
    /// <value>Default: null, random.</value>
    public long? Seed { get; init; }

    /// <summary>Whether the provider may rewrite the prompt for the model.</summary>
    /// <value>Default: null, the provider's default.</value>
    public bool? OptimizePrompt { get; init; }
}
