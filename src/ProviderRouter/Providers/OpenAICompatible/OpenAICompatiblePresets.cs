using System.Collections.Frozen;

namespace ProviderRouter.Providers.OpenAICompatible;

/// <summary>
/// The servers that are known by name. Source: wire notes of the dialect, §1 and §12; of Hugging Face, §7; the providers' own references, and
/// the listings of models.dev of 2026. Who goes on with an answer that broke off (<see cref="OpenAICompatiblePrefill"/>) says so in a source that is
/// named with it. OpenRouter says so too, but leaves it to the provider behind it, and several of those begin another answer without a word; of
/// Ollama and LM Studio it is the model's template that decides. They are not told to.
/// </summary>
internal static class OpenAICompatiblePresets
{
    private const string Chat = "conversational";
    private const string Text = "text-generation";
    private const string Embeddings = "feature-extraction";
    private const string Ranking = "text-ranking";
    private const string Images = "text-to-image";
    private const string Edits = "image-to-image";
    private const string Speech = "text-to-speech";
    private const string Transcription = "automatic-speech-recognition";
    private const string Captions = "image-to-text";
    private const string ImageAnswers = "visual-question-answering";
    private const string DocumentAnswers = "document-question-answering";

    // Sampling that OpenAI itself does not know; strict servers refuse it.
    private static readonly string[] OpenAIAlone = ["top_k", "min_p", "repetition_penalty"];

    private static readonly OpenAICompatiblePreset[] All =
    [
        new("openai", "https://api.openai.com/v1", Chat, Text, Embeddings, Images, Edits, Speech, Transcription, Captions, ImageAnswers, DocumentAnswers)
        {
            KeyVariables = ["OPENAI_API_KEY"],
            Omits = OpenAIAlone,
            Differs = static options =>
            {
                options.MaxTokensField = "max_completion_tokens";
                foreach (var reasoning in (ReadOnlySpan<string>)["o1", "o3", "o4", "gpt-5"])
                {
                    options.ModelOmittedFields[reasoning] = ["temperature", "top_p", "frequency_penalty", "presence_penalty", "logprobs", "top_logprobs", "logit_bias"];
                }

                options.ModelOmittedFields["gpt-5-chat"] = []; // does not reason
                options.Embeddings.Base64 = true;
                options.Transcription.MaxBytes = 25L << 20;
                options.Transcription.DiarizedFormat = "diarized_json";
                options.Speech.StreamFields["stream_format"] = "\"sse\"";
                options.Speech.PlainModels.Add("tts-1");
            },
        },
        new("groq", "https://api.groq.com/openai/v1", Chat, Speech, Transcription, Captions, ImageAnswers, DocumentAnswers)
        {
            KeyVariables = ["GROQ_API_KEY"],
            Omits = [.. OpenAIAlone, "logprobs", "top_logprobs", "logit_bias", "n"],
            Differs = static options =>
            {
                options.Prefill.Supported = true; // console.groq.com/docs/prefilling
                options.Prefill.ExceptModels.Add("*gpt-oss"); // these think first
                options.Prefill.ExceptModels.Add("*qwen");
                options.Transcription.AddressField = "url";
                options.Transcription.AlwaysVerbose = true; // the price is for minutes
                options.Speech.DefaultFormat = "wav"; // the only one of its models
                options.Speech.DefaultVoice = "autumn";
                options.Speech.ModelVoices["arabic"] = "fahad";
                options.Speech.InstructionsField = null;
                options.Speech.SampleRateField = "sample_rate";
            },
        },
        new("cerebras", "https://api.cerebras.ai/v1", Chat, Text)
        {
            KeyVariables = ["CEREBRAS_API_KEY"],
            Omits = [.. OpenAIAlone, "frequency_penalty", "presence_penalty", "logit_bias", "n"],
        },
        new("deepinfra", "https://api.deepinfra.com/v1/openai", Chat, Text, Embeddings, Images, Speech, Transcription, Captions, ImageAnswers, DocumentAnswers)
        {
            KeyVariables = ["DEEPINFRA_API_KEY", "DEEPINFRA_TOKEN"],
            Differs = static options =>
            {
                options.ListedPrices = ListedPrices.PerMillionTokens;
                options.Images.FormatField = null;
                options.Speech.DefaultVoice = null; // each model has its own
                options.Speech.InstructionsField = null;
            },
        },
        new("sambanova", "https://api.sambanova.ai/v1", Chat, Embeddings, Transcription, Captions, ImageAnswers, DocumentAnswers)
        {
            KeyVariables = ["SAMBANOVA_API_KEY"],
            Omits = ["min_p", "repetition_penalty", "frequency_penalty", "presence_penalty", "logit_bias", "n"],
            Differs = static options => options.ListedPrices = ListedPrices.PerToken,
        },
        new("novita", "https://api.novita.ai/v3/openai", Chat, Text, Embeddings, Captions, ImageAnswers, DocumentAnswers)
        {
            KeyVariables = ["NOVITA_API_KEY"],
        },
        new("nscale", "https://inference.api.nscale.com/v1", Chat, Images, Captions, ImageAnswers, DocumentAnswers)
        {
            KeyVariables = ["NSCALE_API_KEY", "NSCALE_SERVICE_TOKEN"],
            Differs = static options =>
            {
                options.Images.ResponseFormat = "b64_json";
                options.Images.FormatField = null;
            },
        },
        new("nebius", "https://api.tokenfactory.nebius.com/v1", Chat, Text, Embeddings, Images, Captions, ImageAnswers, DocumentAnswers)
        {
            KeyVariables = ["NEBIUS_API_KEY"],
            Differs = static options =>
            {
                options.ModelsPath = "models?verbose=true"; // with prices
                options.ListedPrices = ListedPrices.PerToken;
                options.Images.ResponseFormat = "b64_json";
                options.Images.WidthField = "width";
                options.Images.HeightField = "height";
                options.Images.NegativePromptField = "negative_prompt";
                options.Images.SeedField = "seed";
                options.Images.StepsField = "num_inference_steps";
                options.Images.FormatField = "response_extension";
                options.Images.CountField = null;
            },
        },
        new("hyperbolic", "https://api.hyperbolic.xyz/v1", Chat, Text, Images, Captions, ImageAnswers, DocumentAnswers)
        {
            KeyVariables = ["HYPERBOLIC_API_KEY", "HYPERBOLIC_API_TOKEN"],
        },
        new("featherless-ai", "https://api.featherless.ai/v1", Chat, Text, Captions, ImageAnswers, DocumentAnswers)
        {
            KeyVariables = ["FEATHERLESS_API_KEY"],
        },
        new("scaleway", "https://api.scaleway.ai/v1", Chat, Text, Embeddings, Transcription, Captions, ImageAnswers, DocumentAnswers)
        {
            KeyVariables = ["SCW_SECRET_KEY", "SCALEWAY_API_KEY"],
        },
        new("ovhcloud", "https://oai.endpoints.kepler.ai.cloud.ovh.net/v1", Chat, Text, Embeddings, Transcription, Captions, ImageAnswers, DocumentAnswers)
        {
            KeyVariables = ["OVH_AI_ENDPOINTS_ACCESS_TOKEN", "OVHCLOUD_API_KEY"],
        },
        new("baseten", "https://inference.baseten.co/v1", Chat, Embeddings, Captions, ImageAnswers, DocumentAnswers)
        {
            KeyVariables = ["BASETEN_API_KEY"],
        },
        new("openrouter", "https://openrouter.ai/api/v1", Chat, Text, Embeddings, Captions, ImageAnswers, DocumentAnswers)
        {
            KeyVariables = ["OPENROUTER_API_KEY"],
            Differs = static options => options.ListedPrices = ListedPrices.PerToken,
        },
        new("mistral", "https://api.mistral.ai/v1", Chat, Text, Embeddings, Transcription, Captions, ImageAnswers, DocumentAnswers)
        {
            KeyVariables = ["MISTRAL_API_KEY"],
            Omits = [.. OpenAIAlone, "logprobs", "top_logprobs", "logit_bias", "user", "echo"], // unknown fields are refused
            Differs = static options =>
            {
                options.CompletionsPath = "fim/completions"; // a text is filled in, and answered as a chat's message
                options.StreamUsage = false; // told unasked
                options.Prefill.Supported = true; // docs.mistral.ai/guides/prefix
                options.Prefill.MessageField = "prefix";
                options.Prefill.RepeatsText = true; // streams too: github.com/vercel/ai/pull/3256
                options.RenamedFields["seed"] = "random_seed";
                options.RenamedFields["dimensions"] = "output_dimension";
                options.AudioAddresses = false;
                options.Transcription.TranslationsPath = null;
                options.Transcription.AddressField = "file_url";
                options.Transcription.PromptField = null;
                options.Transcription.FormatField = null;
                options.Transcription.GranularitiesField = "timestamp_granularities";
                options.Transcription.DiarizeField = "diarize";
            },
        },
        new("deepseek", "https://api.deepseek.com", Chat, Text)
        {
            KeyVariables = ["DEEPSEEK_API_KEY"],
            Omits = [.. OpenAIAlone, "seed", "n", "logit_bias", "user", "parallel_tool_calls"],
            Differs = static options =>
            {
                options.CompletionsPath = "beta/completions";
                options.Prefill.Supported = true; // api-docs.deepseek.com/guides/chat_prefix_completion
                options.Prefill.MessageField = "prefix";
                options.Prefill.ChatPath = "beta/chat/completions"; // elsewhere the mark is refused
                options.ReasoningField = "reasoning_content"; // wanted back while tools are called
                options.ModelOmittedFields["deepseek-reasoner"] = ["temperature", "top_p", "frequency_penalty", "presence_penalty", "logprobs", "top_logprobs"];
            },
        },
        new("xai", "https://api.x.ai/v1", Chat, Images, Captions, ImageAnswers, DocumentAnswers)
        {
            KeyVariables = ["XAI_API_KEY"],
            Omits = OpenAIAlone,
            Differs = static options =>
            {
                options.MaxTokensField = "max_completion_tokens";
                options.DeveloperRole = false;
                foreach (var reasoning in (ReadOnlySpan<string>)["grok-3-mini", "grok-4", "grok-code"])
                {
                    options.ModelOmittedFields[reasoning] = ["frequency_penalty", "presence_penalty", "stop"];
                }

                options.ModelOmittedFields["*non-reasoning"] = [];
                options.Images.SizeField = null;
                options.Images.FormatField = null;
                options.Images.AspectRatioField = "aspect_ratio";
            },
        },
        new("ollama", "http://localhost:11434/v1", Chat, Text, Embeddings, Captions, ImageAnswers, DocumentAnswers)
        {
            Omits = [.. OpenAIAlone, "tool_choice", "logit_bias", "user", "n", "parallel_tool_calls"], // ignored without a word
            Differs = static options => options.ImageAddresses = false,
        },
        new("vllm", "http://localhost:8000/v1", Chat, Text, Embeddings, Ranking, Transcription, Captions, ImageAnswers, DocumentAnswers)
        {
            Differs = static options =>
            {
                options.Prefill.Supported = true; // docs.vllm.ai/en/latest/serving/openai_compatible_server, extra parameters of chats
                options.Prefill.Fields["continue_final_message"] = true;
                options.Prefill.Fields["add_generation_prompt"] = false; // true unless told, and refused beside the other
                options.Prefill.ExceptModels.Add("*gpt-oss"); // its turns are closed in any case
                options.Embeddings.Base64 = true;
                options.Ranking.ReturnDocumentsField = null;
            },
        },
        new("lm-studio", "http://localhost:1234/v1", Chat, Text, Embeddings, Captions, ImageAnswers, DocumentAnswers)
        {
            Omits = ["min_p", "n", "user", "logprobs", "top_logprobs", "parallel_tool_calls"],
            Differs = static options =>
            {
                options.ImageAddresses = false;
                options.RenamedFields["repetition_penalty"] = "repeat_penalty";
            },
        },
        new("llama-cpp", "http://localhost:8080/v1", Chat, Text, Embeddings, Ranking, Captions, ImageAnswers, DocumentAnswers)
        {
            Differs = static options =>
            {
                options.Prefill.Supported = true; // github.com/ggml-org/llama.cpp, tools/server: unless started with --no-prefill-assistant
                options.Prefill.ExceptModels.Add("*gpt-oss"); // what it is shown is no text alone
                options.RenamedFields["repetition_penalty"] = "repeat_penalty";
                options.Ranking.ReturnDocumentsField = null;
            },
        },
    ];

    private static readonly FrozenDictionary<string, OpenAICompatiblePreset> ByName = All.ToFrozenDictionary(preset => preset.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The names, in the order of the table.</summary>
    public static IEnumerable<string> Names => All.Select(static preset => preset.Name);

    /// <summary>A server by its name; null when it is not known.</summary>
    public static OpenAICompatiblePreset? Find(string name) => ByName.GetValueOrDefault(name);
}
