using System.Collections.Frozen;
using ProviderRouter.Protocols.OpenAI;

namespace ProviderRouter.Providers.Together;

/// <summary>In what Together's texts differ from OpenAI's. Source: wire notes of Together, §2 to §5, §7.2 and §9.</summary>
internal static class TogetherDialect
{
    public static OpenAIDialect Texts { get; } = new()
    {
        ChatPath = "v1/chat/completions",
        CompletionsPath = "v1/completions",
        Ranking = new() { Path = "v1/rerank" },
        Models = new() { Path = "v1/models", TokensOfPrice = 1_000_000 },
        Transcription = new()
        {
            Path = "v1/audio/transcriptions",
            TranslationsPath = "v1/audio/translations",
            TranslatesAsItTranscribes = true,
            AddressField = "file",
            MaxBytes = 1L << 30, // none is documented
            UnknownLanguage = "auto", // else it is English
            DiarizeField = "diarize",
            SpeakerCountFields = ["min_speakers", "max_speakers"],
        },
        CountsLogProbabilities = true,
        KnowsAudioAddresses = true,
        ReasoningEfforts = new Dictionary<string, string>
        {
            ["none"] = "low", // which models can be told not to think at all, and by what field, differs
            ["minimal"] = "low",
            ["xhigh"] = "high",
            ["max"] = "high",
        }.ToFrozenDictionary(),
    };

    /// <summary>Unlike chats, embeddings refuse what they do not know.</summary>
    public static OpenAIDialect Embeddings { get; } = new()
    {
        Embeddings = new() { Path = "v1/embeddings", KnowsBase64 = true },
        Omits = ["user", "dimensions"],
    };
}
