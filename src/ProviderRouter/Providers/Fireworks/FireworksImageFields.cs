namespace ProviderRouter.Providers.Fireworks;

/// <summary>What a family of image models calls its inputs; null for one that it does not have. Source: wire notes of Fireworks, §6.</summary>
internal sealed record FireworksImageFields
{
    public static FireworksImageFields Workflow { get; } = new()
    {
        AspectRatio = "aspect_ratio",
        Guidance = "guidance_scale",
        Steps = "num_inference_steps",
    };

    public static FireworksImageFields Kontext { get; } = new()
    {
        AspectRatio = "aspect_ratio",
        Format = "output_format",
        SafetyTolerance = "safety_tolerance",
    };

    /// <summary>With an image, the checker of FLUX Kontext is as tolerant as it may be by itself.</summary>
    public static FireworksImageFields KontextEdit { get; } = Kontext with { SafetyTolerance = null };

    public static FireworksImageFields Generation { get; } = new()
    {
        NegativePrompt = "negative_prompt",
        Guidance = "cfg_scale",
        Steps = "steps",
        Scheduler = "sampler",
        Count = "samples",
        SafetyCheck = "safety_check",
        LoraName = "lora_adapter_name",
        LoraFile = "lora_weight_filename",
        Strength = "image_strength",
    };

    public string? NegativePrompt { get; private init; }

    /// <summary>The ratio, of models that choose the pixels themselves; the others take <c>height</c> and <c>width</c>.</summary>
    public string? AspectRatio { get; private init; }

    public string? Guidance { get; private init; }

    public string? Steps { get; private init; }

    public string? Scheduler { get; private init; }

    public string? Count { get; private init; }

    /// <summary>The format, where a field names it; elsewhere the media type that is asked for does.</summary>
    public string? Format { get; private init; }

    public string? SafetyCheck { get; private init; }

    /// <summary>How much the checker lets pass, from 0 to 6; it cannot be switched off.</summary>
    public string? SafetyTolerance { get; private init; }

    public string? LoraName { get; private init; }

    public string? LoraFile { get; private init; }

    /// <summary>How much of a given image stays: the strength, turned around.</summary>
    public string? Strength { get; private init; }
}
