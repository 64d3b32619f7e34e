using System.Collections.Frozen;
using ProviderRouter.Protocols.OpenAI;

namespace ProviderRouter.Providers.OpenAICompatible;

/// <summary>The known servers, a line each. Sources: wire notes of the dialect, §1 and §12; wire notes of Hugging Face, §7; the servers' own pages.</summary>
internal static class OpenAICompatiblePresets
{
    private static readonly ImagesDialect Base64Images = new() { ResponseFormat = "b64_json" };

    // It takes width and height, and diffusion's own settings, beside OpenAI's fields.
    private static readonly ImagesDialect Diffusion = Base64Images with
    {
        CountField = null,
        SizeField = null,
        WidthField = "width",
        HeightField = "height",
        NegativePromptField = "negative_prompt",
        SeedField = "seed",
        StepsField = "num_inference_steps",
        FormatField = "response_extension",
    };

    public static OpenAICompatiblePreset Groq { get; } = new("groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY")
    {
        Dialect = new() { Omits = Fields("logprobs", "top_logprobs", "logit_bias"), Transcription = new() { AddressField = "url", AsksVerbose = true } },
    };

    public static OpenAICompatiblePreset Cerebras { get; } = new("cerebras", "https://api.cerebras.ai/v1", "CEREBRAS_API_KEY")
    {
        Dialect = new() { Omits = Fields("frequency_penalty", "presence_penalty", "logit_bias") }, // refused, not ignored
    };

    public static OpenAICompatiblePreset DeepInfra { get; } = new("deepinfra", "https://api.deepinfra.com/v1/openai", "DEEPINFRA_API_KEY", "DEEPINFRA_TOKEN");

    public static OpenAICompatiblePreset SambaNova { get; } = new("sambanova", "https://api.sambanova.ai/v1", "SAMBANOVA_API_KEY");

    public static OpenAICompatiblePreset Novita { get; } = new("novita", "https://api.novita.ai/v3/openai", "NOVITA_API_KEY");

    public static OpenAICompatiblePreset Nscale { get; } = new("nscale", "https://inference.api.nscale.com/v1", "NSCALE_SERVICE_TOKEN", "NSCALE_API_KEY")
    {
        Dialect = new() { Images = Base64Images },
    };

    public static OpenAICompatiblePreset Nebius { get; } = new("nebius", "https://api.tokenfactory.nebius.com/v1", "NEBIUS_API_KEY") { Dialect = new() { Images = Diffusion } };

    public static OpenAICompatiblePreset Hyperbolic { get; } = new("hyperbolic", "https://api.hyperbolic.xyz/v1", "HYPERBOLIC_API_KEY");

    public static OpenAICompatiblePreset Featherless { get; } = new("featherless-ai", "https://api.featherless.ai/v1", "FEATHERLESS_API_KEY");

    public static OpenAICompatiblePreset Scaleway { get; } = new("scaleway", "https://api.scaleway.ai/v1", "SCW_SECRET_KEY", "SCALEWAY_API_KEY");

    public static OpenAICompatiblePreset OvhCloud { get; } =
        new("ovhcloud", "https://oai.endpoints.kepler.ai.cloud.ovh.net/v1", "OVH_AI_ENDPOINTS_ACCESS_TOKEN", "OVHCLOUD_API_KEY");

    public static OpenAICompatiblePreset Baseten { get; } = new("baseten", "https://inference.baseten.co/v1", "BASETEN_API_KEY");

    public static OpenAICompatiblePreset OpenRouter { get; } = new("openrouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY");

    public static OpenAICompatiblePreset OpenAI { get; } = new("openai", "https://api.openai.com/v1", "OPENAI_API_KEY")
    {
        Dialect = new()
        {
            MaxTokensField = "max_completion_tokens", // the old name is refused by its reasoning models
            KnowsDeveloperRole = true,
            Omits = Fields("top_k", "min_p", "repetition_penalty"),
            Embeddings = new() { KnowsBase64 = true },
            Transcription = new() { DiarizedFormat = "diarized_json" },
        },
    };

    public static OpenAICompatiblePreset Mistral { get; } = new("mistral", "https://api.mistral.ai/v1", "MISTRAL_API_KEY")
    {
        // Fields that it does not know are refused; usage comes with the last chunk unasked.
        Dialect = new() { SendsStreamOptions = false, Omits = Fields("seed", "user", "logit_bias", "logprobs", "top_logprobs", "top_k", "min_p", "repetition_penalty") },
    };

    public static OpenAICompatiblePreset DeepSeek { get; } = new("deepseek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY");

    public static OpenAICompatiblePreset XAI { get; } = new("xai", "https://api.x.ai/v1", "XAI_API_KEY")
    {
        Dialect = new() { MaxTokensField = "max_completion_tokens", Images = Base64Images with { SizeField = null, AspectRatioField = "aspect_ratio", FormatField = null } },
    };

    public static OpenAICompatiblePreset Ollama { get; } = new("ollama", "http://localhost:11434/v1")
    {
        Dialect = new() { Omits = Fields("logit_bias", "user", "n") }, // ignored by it, so that a warning tells more than silence
    };

    public static OpenAICompatiblePreset Vllm { get; } = new("vllm", "http://localhost:8000/v1") { Dialect = new() { Embeddings = new() { KnowsBase64 = true }, KnowsAudioAddresses = true } };

    public static OpenAICompatiblePreset LMStudio { get; } = new("lm-studio", "http://localhost:1234/v1");

    public static OpenAICompatiblePreset LlamaCpp { get; } = new("llama-cpp", "http://localhost:8080/v1");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<OpenAICompatiblePreset> All { get; } =
    [
        Groq, Cerebras, DeepInfra, SambaNova, Novita, Nscale, Nebius, Hyperbolic, Featherless, Scaleway, OvhCloud, Baseten, OpenRouter, OpenAI, Mistral, DeepSeek, XAI,
        Ollama, Vllm, LMStudio, LlamaCpp,
    ];

    private static FrozenSet<string> Fields(params ReadOnlySpan<string> fields) => FrozenSet.Create(fields);
}
