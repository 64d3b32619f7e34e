namespace ProviderRouter.Providers.Fal;

/// <summary>
/// What a model for music or sounds at fal calls its inputs; null for one that it has not. The values set here are the usual ones. Source: wire
/// notes of fal, §7, and the types of fal's own client.
/// </summary>
internal sealed record FalAudioModel
{
    private static readonly FalAudioModel Unknown = new();
    private static readonly FalAudioModel Bare = Unknown with { NegativePrompt = null, Steps = null, Guidance = null, Seed = null };

    private static readonly (string Words, FalAudioModel Model)[] Known =
    [
        ("stable-audio-25", Unknown with { NegativePrompt = null, Duration = "seconds_total" }),
        ("stable-audio", Bare with { Duration = "seconds_total", Steps = "steps" }),
        ("ace-step", Unknown with { NegativePrompt = null, Steps = "number_of_steps" }),
        ("elevenlabs/music", Bare with { Duration = "music_length_ms", DurationScale = 1000 }),
        ("elevenlabs/sound-effects", Bare with { Prompt = "text", Duration = "duration_seconds" }),
        ("cassetteai", Bare),
        ("mmaudio", Unknown with { Steps = "num_steps", Guidance = "cfg_strength" }),
        ("lyria2", Unknown with { Duration = null, Steps = null, Guidance = null }),
        ("diffrhythm", Bare with { Prompt = "style_prompt", Duration = null, Steps = "num_inference_steps", Guidance = "cfg_strength" }),
        ("minimax-music", Bare with { Duration = null }),
        ("sonauto text-to-music", Bare with { Duration = null, Seed = "seed", Format = "output_format" }),
    ];

    public string Prompt { get; init; } = "prompt";

    public string? NegativePrompt { get; init; } = "negative_prompt";

    public string? Duration { get; init; } = "duration";

    /// <summary>How many of the field's units make up a second.</summary>
    public int DurationScale { get; init; } = 1;

    public string? Steps { get; init; } = "num_inference_steps";

    public string? Guidance { get; init; } = "guidance_scale";

    public string? Seed { get; init; } = "seed";

    /// <summary>The format of the sound; there is no usual name for that.</summary>
    public string? Format { get; init; }

    public static FalAudioModel Of(string model) => FalModels.Find(Known, model, Unknown);
}
