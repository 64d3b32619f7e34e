using System.Collections.Frozen;
using ProviderRouter.Protocols.OpenAI;

namespace ProviderRouter.Providers.Fireworks;

/// <summary>OpenAI's protocol as Fireworks speaks it; it refuses every field that it does not know. Source: wire notes of Fireworks, §2–5 and §7.1.</summary>
internal static class FireworksDialects
{
    /// <summary>Chats, completions and ranking.</summary>
    public static OpenAIDialect Texts { get; } = new()
    {
        ChatPath = "inference/v1/chat/completions",
        CompletionsPath = "inference/v1/completions",
        Ranking = new() { Path = "inference/v1/rerank", InstructionField = "task" },
        ReasoningField = "reasoning_content",

        // It knows low, medium, high and none.
        ReasoningEfforts = new Dictionary<string, string> { ["minimal"] = "low", ["xhigh"] = "high", ["max"] = "high" }.ToFrozenDictionary(),
        Omits = ["suffix"],
    };

    /// <summary>Embeddings, which are stricter still.</summary>
    public static OpenAIDialect Embeddings { get; } = new()
    {
        Embeddings = new() { Path = "inference/v1/embeddings", NormalizeField = "normalize" },
        Omits = ["user"],
    };

    /// <summary>The hosts for sound.</summary>
    public static OpenAIDialect Audio { get; } = new()
    {
        Transcription = new()
        {
            Path = "v1/audio/transcriptions",
            TranslationsPath = "v1/audio/translations",
            TranslatesAsItTranscribes = true,
            AddressField = "file",
            MaxBytes = 1L << 30,
            AsksVerbose = true, // the plain form does not tell the seconds that are billed
            GranularitiesField = "timestamp_granularities",
            JoinsGranularities = true,
            DiarizeField = "diarize",
            DiarizesWords = true,
            SpeakerCountFields = ["min_speakers", "max_speakers"],
        },
    };
}
