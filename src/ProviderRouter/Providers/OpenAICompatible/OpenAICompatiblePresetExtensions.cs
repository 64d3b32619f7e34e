using ProviderRouter.Providers.OpenAICompatible;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Adds known servers that speak OpenAI's protocol: address, key variable and differences are filled in, and everything can be changed.
/// Without a key such a provider is passed over; a local one needs none.
/// </summary>
public static class OpenAICompatiblePresetExtensions
{
    /// <summary>Adds Groq under the name <c>groq</c>; its key is looked for in <c>GROQ_API_KEY</c>.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes the options.</param>
    public static IInferenceRoutingBuilder AddGroq(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.Add(OpenAICompatiblePresets.Groq, configure);

    /// <summary>Adds Cerebras under the name <c>cerebras</c>; its key is looked for in <c>CEREBRAS_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddGroq" path="/param"/>
    public static IInferenceRoutingBuilder AddCerebras(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.Add(OpenAICompatiblePresets.Cerebras, configure);

    /// <summary>Adds DeepInfra under the name <c>deepinfra</c>; its key is looked for in <c>DEEPINFRA_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddGroq" path="/param"/>
    public static IInferenceRoutingBuilder AddDeepInfra(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.Add(OpenAICompatiblePresets.DeepInfra, configure);

    /// <summary>Adds SambaNova under the name <c>sambanova</c>; its key is looked for in <c>SAMBANOVA_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddGroq" path="/param"/>
    public static IInferenceRoutingBuilder AddSambaNova(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.Add(OpenAICompatiblePresets.SambaNova, configure);

    /// <summary>Adds Novita under the name <c>novita</c>; its key is looked for in <c>NOVITA_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddGroq" path="/param"/>
    public static IInferenceRoutingBuilder AddNovita(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.Add(OpenAICompatiblePresets.Novita, configure);

    /// <summary>Adds Nscale under the name <c>nscale</c>; its key is looked for in <c>NSCALE_SERVICE_TOKEN</c>.</summary>
    /// <inheritdoc cref="AddGroq" path="/param"/>
    public static IInferenceRoutingBuilder AddNscale(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.Add(OpenAICompatiblePresets.Nscale, configure);

    /// <summary>Adds Nebius Token Factory under the name <c>nebius</c>; its key is looked for in <c>NEBIUS_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddGroq" path="/param"/>
    public static IInferenceRoutingBuilder AddNebius(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.Add(OpenAICompatiblePresets.Nebius, configure);

    /// <summary>Adds Hyperbolic under the name <c>hyperbolic</c>; its key is looked for in <c>HYPERBOLIC_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddGroq" path="/param"/>
    public static IInferenceRoutingBuilder AddHyperbolic(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.Add(OpenAICompatiblePresets.Hyperbolic, configure);

    /// <summary>Adds Featherless under the name <c>featherless-ai</c>; its key is looked for in <c>FEATHERLESS_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddGroq" path="/param"/>
    public static IInferenceRoutingBuilder AddFeatherless(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.Add(OpenAICompatiblePresets.Featherless, configure);

    /// <summary>Adds Scaleway Generative APIs under the name <c>scaleway</c>; its key is looked for in <c>SCW_SECRET_KEY</c>.</summary>
    /// <inheritdoc cref="AddGroq" path="/param"/>
    public static IInferenceRoutingBuilder AddScaleway(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.Add(OpenAICompatiblePresets.Scaleway, configure);

    /// <summary>Adds OVHcloud AI Endpoints under the name <c>ovhcloud</c>; its key is looked for in <c>OVH_AI_ENDPOINTS_ACCESS_TOKEN</c>.</summary>
    /// <inheritdoc cref="AddGroq" path="/param"/>
    public static IInferenceRoutingBuilder AddOvhCloud(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.Add(OpenAICompatiblePresets.OvhCloud, configure);

    /// <summary>Adds Baseten Model APIs under the name <c>baseten</c>; its key is looked for in <c>BASETEN_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddGroq" path="/param"/>
    public static IInferenceRoutingBuilder AddBaseten(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.Add(OpenAICompatiblePresets.Baseten, configure);

    /// <summary>Adds OpenRouter under the name <c>openrouter</c>; its key is looked for in <c>OPENROUTER_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddGroq" path="/param"/>
    public static IInferenceRoutingBuilder AddOpenRouter(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.Add(OpenAICompatiblePresets.OpenRouter, configure);

    /// <summary>Adds OpenAI itself under the name <c>openai</c>; its key is looked for in <c>OPENAI_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddGroq" path="/param"/>
    public static IInferenceRoutingBuilder AddOpenAI(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.Add(OpenAICompatiblePresets.OpenAI, configure);

    /// <summary>Adds Mistral under the name <c>mistral</c>; its key is looked for in <c>MISTRAL_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddGroq" path="/param"/>
    public static IInferenceRoutingBuilder AddMistral(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.Add(OpenAICompatiblePresets.Mistral, configure);

    /// <summary>Adds DeepSeek under the name <c>deepseek</c>; its key is looked for in <c>DEEPSEEK_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddGroq" path="/param"/>
    public static IInferenceRoutingBuilder AddDeepSeek(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.Add(OpenAICompatiblePresets.DeepSeek, configure);

    /// <summary>Adds xAI under the name <c>xai</c>; its key is looked for in <c>XAI_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddGroq" path="/param"/>
    public static IInferenceRoutingBuilder AddXAI(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.Add(OpenAICompatiblePresets.XAI, configure);

    /// <summary>Adds Ollama on this machine, at <c>http://localhost:11434/v1</c>, under the name <c>ollama</c>; it needs no key.</summary>
    /// <inheritdoc cref="AddGroq" path="/param"/>
    public static IInferenceRoutingBuilder AddOllama(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.Add(OpenAICompatiblePresets.Ollama, configure);

    /// <summary>Adds vLLM on this machine, at <c>http://localhost:8000/v1</c>, under the name <c>vllm</c>; it needs no key.</summary>
    /// <inheritdoc cref="AddGroq" path="/param"/>
    public static IInferenceRoutingBuilder AddVllm(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.Add(OpenAICompatiblePresets.Vllm, configure);

    /// <summary>Adds LM Studio on this machine, at <c>http://localhost:1234/v1</c>, under the name <c>lm-studio</c>; it needs no key.</summary>
    /// <inheritdoc cref="AddGroq" path="/param"/>
    public static IInferenceRoutingBuilder AddLMStudio(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.Add(OpenAICompatiblePresets.LMStudio, configure);

    /// <summary>Adds the server of llama.cpp on this machine, at <c>http://localhost:8080/v1</c>, under the name <c>llama-cpp</c>; it needs no key.</summary>
    /// <inheritdoc cref="AddGroq" path="/param"/>
    public static IInferenceRoutingBuilder AddLlamaCpp(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.Add(OpenAICompatiblePresets.LlamaCpp, configure);

    private static IInferenceRoutingBuilder Add(this IInferenceRoutingBuilder builder, OpenAICompatiblePreset preset, Action<OpenAICompatibleOptions>? configure) =>
        builder.AddOpenAICompatible(preset.Name, options =>
        {
            preset.Apply(options);
            configure?.Invoke(options);
        });
}
