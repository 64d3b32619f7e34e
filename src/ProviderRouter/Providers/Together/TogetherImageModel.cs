namespace ProviderRouter.Providers.Together;

/// <summary>What a family of image models takes. Source: wire notes of Together, §6, and of media tasks, §1 and §2.</summary>
/// <param name="Marks">The words that a name of the family holds, all of them, in any case.</param>
internal sealed record TogetherImageModel(params string[] Marks)
{
    private static readonly TogetherImageModel[] Families =
    [
        new("flux.1", "kontext") { ImageField = "image_url", TakesManyImages = false, TakesSides = false, TakesRatio = true },
        new("gemini") { IsDiffusion = false, TakesSides = false, TakesRatio = true },
        new("flash-image") { IsDiffusion = false, TakesSides = false, TakesRatio = true },
        new("schnell") { TakesRatio = true },
        new("lora") { TakesLoras = true },
        new(),
    ];

    /// <summary>The field for images to begin with; both at once are an error.</summary>
    public string ImageField { get; private init; } = "reference_images";

    /// <summary>Whether that field is a list.</summary>
    public bool TakesManyImages { get; private init; } = true;

    /// <summary>Whether there are steps, a seed, and several images at once; others refuse these fields.</summary>
    public bool IsDiffusion { get; private init; } = true;

    /// <summary>Whether the size is told by width and height.</summary>
    public bool TakesSides { get; private init; } = true;

    /// <summary>Whether the size is told by a ratio.</summary>
    public bool TakesRatio { get; private init; }

    public bool TakesLoras { get; private init; }

    /// <summary>The family of a model; the last one fits all.</summary>
    public static TogetherImageModel Of(string model) =>
        Array.Find(Families, family => Array.TrueForAll(family.Marks, mark => model.Contains(mark, StringComparison.OrdinalIgnoreCase)))!;
}
