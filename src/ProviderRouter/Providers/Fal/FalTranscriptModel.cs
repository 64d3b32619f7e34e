namespace ProviderRouter.Providers.Fal;

/// <summary>
/// What a model that hears is told at fal; null for what it is not. The values set here are the usual ones, those of Whisper. Source: wire notes
/// of fal, §7, and the types of fal's own client.
/// </summary>
internal sealed record FalTranscriptModel
{
    private static readonly FalTranscriptModel Unknown = new();
    private static readonly FalTranscriptModel Bare = Unknown with { Task = null, Language = null, Timestamps = null, Diarize = null, SpeakerCount = null, Prompt = null };

    private static readonly (string Words, FalTranscriptModel Model)[] Known =
    [
        ("wizper", Unknown with { Diarize = null, SpeakerCount = null, Prompt = null }),
        ("elevenlabs/speech-to-text", Bare with { Language = "language_code", Diarize = "diarize", AlwaysTellsWords = true }),
        ("nemotron-asr-multilingual", Bare with { Language = "language" }),
        ("nemotron", Bare),
        ("fal-ai/speech-to-text", Bare),
    ];

    /// <summary>Whether to write down or to translate.</summary>
    public string? Task { get; init; } = "task";

    public string? Language { get; init; } = "language";

    public string? Timestamps { get; init; } = "chunk_level";

    public bool AlwaysTellsWords { get; init; }

    public string? Diarize { get; init; } = "diarize";

    public string? SpeakerCount { get; init; } = "num_speakers";

    public string? Prompt { get; init; } = "prompt";

    public static FalTranscriptModel Of(string model) => FalModels.Find(Known, model, Unknown);
}
