using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Endpoints;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.OpenAI;

/// <summary>The OpenAI dialect of each task, as data.</summary>
internal static class OpenAIDialects
{
    private const int DefaultCompletionTokens = 16;

    private static readonly Dictionary<string, string> LanguageNames = new(StringComparer.Ordinal)
    {
        ["de"] = "german",
        ["en"] = "english",
        ["es"] = "spanish",
        ["fr"] = "french",
        ["hi"] = "hindi",
        ["it"] = "italian",
        ["ja"] = "japanese",
        ["ko"] = "korean",
        ["nl"] = "dutch",
        ["pl"] = "polish",
        ["pt"] = "portuguese",
        ["ru"] = "russian",
        ["zh"] = "chinese",
    };

    public static CompletionDialect Completions(OpenAIProtocol protocol) => new(new BodyRules(protocol, CompletionDialect.CommonFields()))
    {
        Resolve = request => protocol.Model(request.Model),
        DefaultMaxTokens = DefaultCompletionTokens,
    };

    public static EmbeddingDialect Embeddings(OpenAIProtocol protocol) => new(new BodyRules(protocol, EmbeddingDialect.CommonFields()))
    {
        Resolve = protocol.Model,
        TakesTokens = true,
        Size = model => model switch
        {
            _ when Has(model, "3-large") => 3072,
            _ when Has(model, "3-small") || Has(model, "ada-002") => 1536,
            _ when Has(model, "bge-large") || Has(model, "e5-large") || Has(model, "bge-m3") => 1024,
            _ when Has(model, "bge-small") || Has(model, "minilm") => 384,
            _ => 768,
        },
        CanShorten = model => !Has(model, "ada-002"),
    };

    /// <summary>OpenAI itself ranks nothing; vLLM and other servers of the dialect do, in the shape of Cohere and Jina.</summary>
    public static RerankDialect Rerank(OpenAIProtocol protocol) => new(new BodyRules(protocol, RerankDialect.CommonFields()))
    {
        Resolve = protocol.Model,
    };

    public static SpeechDialect Speech(OpenAIProtocol protocol) => new(new BodyRules(protocol, SpeechDialect.CommonFields()))
    {
        Resolve = protocol.Model,
        Formats = new Dictionary<string, SpeechFormat>(StringComparer.Ordinal)
        {
            ["mp3"] = new("audio/mpeg", said => Sound.SilentMp3(said.Text, said.Speed)),
            ["opus"] = new("audio/opus", said => OpusWriter.Write(said.Text, Sound.Seconds(said.Text, said.Speed))),
            ["aac"] = new("audio/aac", said => AacWriter.Write(Sound.Seconds(said.Text, said.Speed))),
            ["flac"] = new("audio/flac", said => FlacWriter.Write(said.Text, said.Voice, said.Speed)),
            ["wav"] = new("audio/wav", said => Sound.Wav(said.Text, said.Voice, said.Speed)),
            ["pcm"] = new("audio/pcm", said => Sound.Pcm(said.Text, said.Voice, said.Speed)),
        },
        Check = said =>
        {
            if (WantsEvents(said) && said.Model.StartsWith("tts-1", StringComparison.Ordinal))
            {
                throw said.Body.Invalid("stream_format", "'sse' is not supported for this model");
            }
        },
        Events = said => WantsEvents(said)
            ? new SpeechEvents(
                piece => new JsonObject { ["type"] = "speech.audio.delta", ["audio"] = Convert.ToBase64String(piece) },
                new JsonObject { ["type"] = "speech.audio.done", ["usage"] = SpeechUsage(said) })
            : null,
    };

    public static TranscriptionDialect Transcriptions(OpenAIProtocol protocol) => new(protocol)
    {
        Resolve = protocol.Model,
        Formats = model => IsNewer(model) ? ["json", "text"] : ["json", "text", "srt", "verbose_json", "vtt"],
        CanStream = IsNewer,
        Language = code => LanguageNames.GetValueOrDefault(code, code),
        Segment = (request, segment, node) =>
        {
            node["seek"] = 0;
            node["tokens"] = new JsonArray([.. Tokens.Split(segment.Text).Select(token => (JsonNode)(int)(StableHash.Of(token) % 50000))]);
            node["temperature"] = 0.0;
            node["avg_logprob"] = -0.25;
            node["compression_ratio"] = 1.2;
            node["no_speech_prob"] = 0.01;
        },
        Finish = (request, answer) => answer["usage"] = new JsonObject
        {
            ["type"] = "duration",
            ["seconds"] = (int)Math.Ceiling(request.Transcript.Seconds),
        },
    };

    /// <summary>The transcribers after Whisper write no subtitles, and stream.</summary>
    private static bool IsNewer(string model) => model.StartsWith("gpt-", StringComparison.Ordinal);

    private static bool WantsEvents(Utterance said) => said.Body.Text("stream_format") == "sse";

    private static JsonObject SpeechUsage(Utterance said)
    {
        var (read, spoken) = (Tokens.Count(said.Text), (int)Math.Ceiling(Sound.Seconds(said.Text, said.Speed) * 20));
        return new JsonObject { ["input_tokens"] = read, ["output_tokens"] = spoken, ["total_tokens"] = read + spoken };
    }

    private static bool Has(string model, string part) => model.Contains(part, StringComparison.OrdinalIgnoreCase);
}
