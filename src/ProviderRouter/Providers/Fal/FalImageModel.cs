namespace ProviderRouter.Providers.Fal;

/// <summary>
/// What an image model at fal calls its inputs; null for one that it has not. The values set here are the usual ones, which a model of which
/// nothing is known gets for whatever the caller sets. Source: wire notes of fal, §7, and the types of fal's own client.
/// </summary>
internal sealed record FalImageModel
{
    public string? Prompt { get; init; } = "prompt";

    public string? NegativePrompt { get; init; } = "negative_prompt";

    /// <summary>The size: a name or an object.</summary>
    public string? Size { get; init; } = "image_size";

    /// <summary>The shape, as <c>16:9</c>, of models that choose the pixels themselves.</summary>
    public string? Ratio { get; init; }

    public string? Count { get; init; } = "num_images";

    public string? Seed { get; init; } = "seed";

    public string? Steps { get; init; } = "num_inference_steps";

    public string? Guidance { get; init; } = "guidance_scale";

    public string? Scheduler { get; init; } = "scheduler";

    public string? Format { get; init; } = "output_format";

    public bool HasWebp { get; init; } = true;

    /// <summary>Turns the check of the images off or on.</summary>
    public string? SafetyChecker { get; init; } = "enable_safety_checker";

    /// <summary>How much is let through, from "1" to "6", of models that have no other switch.</summary>
    public string? SafetyTolerance { get; init; }

    public string? Loras { get; init; } = "loras";

    /// <summary>The base model, of endpoints that run any, where the caller names none.</summary>
    public string? BaseModel { get; init; }

    /// <summary>One image, and several; where both are named nothing is known, and both are sent, as Hugging Face's own client does.</summary>
    public string? Image { get; init; } = "image_url";

    public string? Images { get; init; } = "image_urls";

    public string? Mask { get; init; } = "mask_url";

    public string? Strength { get; init; } = "strength";

    /// <summary>Whether the strength is that of the given image: more of it changes less.</summary>
    public bool InvertsStrength { get; init; }

    public static FalImageModel Of(string model) => FalModels.Find(FalImageModels.Known, model, FalImageModels.Unknown);
}
