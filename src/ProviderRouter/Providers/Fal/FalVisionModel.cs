namespace ProviderRouter.Providers.Fal;

/// <summary>
/// What a model at fal that writes, about images or without, calls its inputs; null for one that it has not. The values set here are the usual
/// ones. Source: the endpoints' published schemas.
/// </summary>
internal sealed record FalVisionModel
{
    private static readonly FalVisionModel Unknown = new();
    private static readonly FalVisionModel Caption = Unknown with { Prompt = null, MaxTokens = null, Temperature = null, TopP = null };

    private static readonly (string Words, FalVisionModel Model)[] Known =
    [
        ("/openrouter/router/", Unknown with { Image = null, Images = "image_urls", TopP = null, NeedsPrompt = true }),
        ("/any-llm/", Unknown with { Images = "image_urls", TopP = null, NeedsPrompt = true }),
        ("llava", Unknown with { NeedsPrompt = true }),
        ("florence-2", Caption),
        ("moondream2/visual-query", Caption with { Prompt = "prompt", NeedsPrompt = true }),
        ("moondream2", Caption),
        ("moondream3 caption", Unknown with { Prompt = null, MaxTokens = null }),
        ("moondream3", Unknown with { MaxTokens = null, NeedsPrompt = true }),
        ("moondream-next", Unknown with { Temperature = null, TopP = null, NeedsPrompt = true }),
    ];

    /// <summary>One image, and several; a model with both takes either.</summary>
    public string? Image { get; init; } = "image_url";

    public string? Images { get; init; }

    public string? Prompt { get; init; } = "prompt";

    /// <summary>Whether it does nothing without one.</summary>
    public bool NeedsPrompt { get; init; }

    public string? MaxTokens { get; init; } = "max_tokens";

    public string? Temperature { get; init; } = "temperature";

    public string? TopP { get; init; } = "top_p";

    public static FalVisionModel Of(string model) => FalModels.Find(Known, model, Unknown);
}
