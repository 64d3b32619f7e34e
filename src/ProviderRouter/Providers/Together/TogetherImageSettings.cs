namespace ProviderRouter.Providers.Together;

/// <summary>What images made from a text and images made from an image have in common; the names are those of the requests.</summary>
internal sealed record TogetherImageSettings
{
    /// <summary>The text; empty rather than missing, for Together demands the field.</summary>
    public required string Prompt { get; init; }

    public string? NegativePrompt { get; init; }

    public ImageSize? Size { get; init; }

    public AspectRatio? AspectRatio { get; init; }

    public int? Count { get; init; }

    public long? Seed { get; init; }

    public int? Steps { get; init; }

    public double? Guidance { get; init; }

    public string? Scheduler { get; init; }

    public ImageFormat? Format { get; init; }

    public bool? SafetyChecker { get; init; }

    public IReadOnlyList<LoraWeights> Loras { get; init; } = [];

    public static TogetherImageSettings Of(TextToImageRequest request) => new()
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

    public static TogetherImageSettings Of(ImageToImageRequest request) => new()
    {
        Prompt = request.Prompt ?? "",
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
}
