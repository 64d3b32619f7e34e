namespace ProviderRouter.Providers.Fal;

/// <summary>
/// What a speech model at fal calls its inputs; null for one that it has not. The values set here are the usual ones. Source: wire notes of fal,
/// §7, and the types of fal's own client.
/// </summary>
internal sealed record FalSpeechModel
{
    private static readonly FalSpeechModel Unknown = new();
    private static readonly FalSpeechModel Prompted = Unknown with { Text = "prompt", Temperature = null, Language = null };
    private static readonly FalSpeechModel Minimax = Unknown with { HasSettings = true, Temperature = null, Language = "language_boost" };
    private static readonly FalSpeechModel Bare = Unknown with { Voice = null, Speed = null, Temperature = null, Language = null };

    private static readonly (string Words, FalSpeechModel Model)[] Known =
    [
        ("kokoro", Prompted),
        ("minimax/speech-2.", Minimax with { Text = "prompt" }),
        ("minimax speech-", Minimax),
        ("elevenlabs/tts/eleven-v3", Unknown with { Speed = null, Temperature = null, Language = "language_code" }),
        ("elevenlabs", Unknown with { Temperature = null, Language = "language_code" }),
        ("gemini-tts", Prompted with { Speed = null, Temperature = "temperature", Language = "language_code", Instructions = "style_instructions", Format = "output_format" }),
        ("qwen-3-tts", Unknown with { Speed = null, Instructions = "prompt" }),
        ("inworld-tts", Unknown with { Speed = null, Temperature = null, Language = null, SampleRate = "sample_rate_hertz" }),
        ("orpheus-tts", Unknown with { Speed = null, Language = null }),
        ("/maya", Unknown with { Voice = null, Speed = null, Language = null, Instructions = "prompt", Format = "output_format", SampleRate = "sample_rate" }),
        ("chatterbox", Unknown with { Speed = null, Language = null }),
        ("xai/tts", Unknown with { Speed = null, Temperature = null }),
        ("dia-tts", Bare),
        ("f5-tts", Bare with { Text = "gen_text" }),
        ("kling-video tts", Bare with { Voice = "voice_id", Speed = "voice_speed" }),
        ("index-tts", Bare with { Text = "prompt" }),
        ("lux-tts", Bare with { Text = "prompt" }),
        ("zonos", Bare with { Text = "prompt" }),
        ("vibevoice", Bare with { Text = "script" }),
    ];

    public string Text { get; init; } = "text";

    public string? Voice { get; init; } = "voice";

    public string? Speed { get; init; } = "speed";

    public string? Temperature { get; init; } = "temperature";

    public string? Language { get; init; } = "language";

    /// <summary>How to speak, in words; there is no usual name for that.</summary>
    public string? Instructions { get; init; }

    /// <summary>The format of the sound; the usual field of that name says whether an address or the bytes are wanted.</summary>
    public string? Format { get; init; }

    public string? SampleRate { get; init; }

    /// <summary>Whether voice and speed stand in <c>voice_setting</c>, format and sample rate in <c>audio_setting</c>.</summary>
    public bool HasSettings { get; init; }

    public static FalSpeechModel Of(string model) => FalModels.Find(Known, model, Unknown);
}
