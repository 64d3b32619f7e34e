namespace ProviderRouter.Providers.Fal;

/// <summary>
/// What a video model at fal calls its inputs; null for one that it has not. The values set here are the usual ones, which a model of which
/// nothing is known gets for whatever the caller sets. Source: wire notes of fal, §7, and the types of fal's own client.
/// </summary>
internal sealed record FalVideoModel
{
    public string? NegativePrompt { get; init; } = "negative_prompt";

    public FalDuration Duration { get; init; } = FalDuration.Number;

    public string? FrameCount { get; init; } = "num_frames";

    public string? FramesPerSecond { get; init; } = "fps";

    public string? Ratio { get; init; } = "aspect_ratio";

    public string? Resolution { get; init; } = "resolution";

    /// <summary>The size in pixels, of the few models that take one: a name or an object.</summary>
    public string? Size { get; init; }

    public string? Steps { get; init; } = "num_inference_steps";

    public string? Guidance { get; init; } = "guidance_scale";

    public string? Seed { get; init; } = "seed";

    /// <summary>Lets the prompt be rewritten.</summary>
    public string? OptimizePrompt { get; init; } = "enable_prompt_expansion";

    public string Image { get; init; } = "image_url";

    public string? LastImage { get; init; } = "end_image_url";

    public static FalVideoModel Of(string model) => FalModels.Find(FalVideoModels.Known, model, FalVideoModels.Unknown);
}
