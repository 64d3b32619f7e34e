namespace ProviderRouter.Providers.Replicate;

/// <summary>
/// What an image model at Replicate calls its inputs; null for one that it has not. Data, not code: a new model is a new line. Source: wire
/// notes of Replicate, §10.
/// </summary>
internal sealed record ReplicateImageModel
{
    private static readonly ReplicateImageModel Common = new();
    private static readonly ReplicateImageModel Flux = new()
    {
        HasSize = false,
        AspectRatio = "aspect_ratio",
        NegativePrompt = null,
        Guidance = null,
        Scheduler = null,
        Format = "output_format",
        DisableSafetyChecker = "disable_safety_checker",
    };

    // The first whose words all stand in the name counts.
    private static readonly (string[] Words, ReplicateImageModel Model)[] Known =
    [
        (["flux-kontext"], Flux with { Steps = null, Count = null, DisableSafetyChecker = null, HasWebp = false }),
        (["flux", "ultra"], Flux with { Steps = null, Count = null, DisableSafetyChecker = null }),
        (["flux", "pro"], Flux with { HasSize = true, SizeRatio = "custom", Steps = null, Count = null, DisableSafetyChecker = null }),
        (["flux-schnell"], Flux),
        (["flux-dev"], Flux with { Guidance = "guidance" }),
        (["flux"], Flux with { Guidance = "guidance" }),
        (["stable-diffusion-3"], Flux with { NegativePrompt = "negative_prompt", Guidance = "cfg", Steps = "steps", Count = null, DisableSafetyChecker = null }),
        (["sdxl"], Common with { DisableSafetyChecker = "disable_safety_checker" }),
        (["stable-diffusion"], Common),
        (["openjourney"], Common),
        (["portraitplus"], Common),
        (["anything-v"], Common),
    ];

    /// <summary>Whether there are the inputs <c>width</c> and <c>height</c>.</summary>
    public bool HasSize { get; init; } = true;

    /// <summary>The aspect ratio that has to be said for <c>width</c> and <c>height</c> to count; null when they count by themselves.</summary>
    public string? SizeRatio { get; init; }

    public string? AspectRatio { get; init; }

    public string? NegativePrompt { get; init; } = "negative_prompt";

    public string? Count { get; init; } = "num_outputs";

    public string? Steps { get; init; } = "num_inference_steps";

    public string? Guidance { get; init; } = "guidance_scale";

    public string? Scheduler { get; init; } = "scheduler";

    public string? Format { get; init; }

    public string? DisableSafetyChecker { get; init; }

    public bool HasWebp { get; init; } = true;

    /// <summary>The inputs of a model; one that is not known gets whatever the caller sets, under the usual names.</summary>
    public static ReplicateImageModel Of(string model)
    {
        var name = ReplicateRoute.NameOf(model);
        foreach (var (words, known) in Known)
        {
            if (Array.TrueForAll(words, word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            {
                return known;
            }
        }

        return new() { AspectRatio = "aspect_ratio", Format = "output_format", DisableSafetyChecker = "disable_safety_checker" };
    }
}
