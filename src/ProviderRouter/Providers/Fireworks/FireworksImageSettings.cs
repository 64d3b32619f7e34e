namespace ProviderRouter.Providers.Fireworks;

/// <summary>What both tasks that make images can be told.</summary>
internal sealed record FireworksImageSettings
{
    public string? Prompt { get; private init; }

    public string? NegativePrompt { get; private init; }

    public ImageSize? Size { get; private init; }

    public AspectRatio? AspectRatio { get; private init; }

    public int? Count { get; private init; }

    public long? Seed { get; private init; }

    public int? Steps { get; private init; }

    public double? Guidance { get; private init; }

    public string? Scheduler { get; private init; }

    public ImageFormat? Format { get; private init; }

    public bool? SafetyChecker { get; private init; }

    public IReadOnlyList<LoraWeights> Loras { get; private init; } = [];

    /// <summary>Whether the new image starts from another.</summary>
    public bool HasImage { get; private init; }

    public static FireworksImageSettings Of(TextToImageRequest request) => new()
    {
        Prompt = request.Prompt,
        NegativePrompt = request.NegativePrompt,
        Size = request.Size,
        AspectRatio = request.AspectRatio,
        Count = request.Count,
        Seed = request.Seed,
        Steps = request.Steps,
        Guidance = request.Guidance,
        Scheduler = request.Scheduler,
        Format = request.Format,
        SafetyChecker = request.SafetyChecker,
        Loras = request.Loras,
    };

    public static FireworksImageSettings Of(ImageToImageRequest request) => new()
    {
        Prompt = request.Prompt,
        NegativePrompt = request.NegativePrompt,
        Size = request.Size,
        AspectRatio = request.AspectRatio,
        Count = request.Count,
        Seed = request.Seed,
        Steps = request.Steps,
        Guidance = request.Guidance,
        Scheduler = request.Scheduler,
        Format = request.Format,
        SafetyChecker = request.SafetyChecker,
        Loras = request.Loras,
        HasImage = true,
    };
}
