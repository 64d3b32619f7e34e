using Microsoft.Extensions.Options;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Providers.OpenAICompatible;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds servers that speak OpenAI's protocol and are known by name: their addresses, the variables that hold their keys, and in what they differ.</summary>
public static class OpenAICompatiblePresetExtensions
{
    /// <summary>Adds a server that is known by name. What configuration and <paramref name="configure"/> set comes on top.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="preset">The server's name, <c>groq</c> or <c>ollama</c> say, which becomes the instance name.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">No server is known by that name; the message lists those that are.</exception>
    public static IInferenceRoutingBuilder AddOpenAICompatiblePreset(this IInferenceRoutingBuilder builder, string preset, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddOpenAICompatiblePreset(preset, preset, configure);

    /// <summary>Adds a server that is known by name under an instance name of its own, for a second account or machine say.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The instance name.</param>
    /// <param name="preset">The server's name.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">No server is known by that name; the message lists those that are.</exception>
    public static IInferenceRoutingBuilder AddOpenAICompatiblePreset(this IInferenceRoutingBuilder builder, string name, string preset, Action<OpenAICompatibleOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(preset);
        var known = OpenAICompatiblePresets.Find(preset)
            ?? throw new ArgumentException($"No server is known as '{preset}'. Known are {string.Join(", ", OpenAICompatiblePresets.Names)}; add others with AddOpenAICompatible.", nameof(preset));
        var instances = builder.Services.Select(service => service.ImplementationInstance).ToList();
        name = instances.OfType<ProviderDescriptor>().LastOrDefault(provider => string.Equals(provider.Name, name, StringComparison.OrdinalIgnoreCase))?.Name ?? name;
        if (!instances.OfType<Defaults>().Any(defaults => defaults.Name == name))
        {
            // First of all, so that configuration and everything that was set, even before, is set on top.
            builder.Services.Insert(0, ServiceDescriptor.Singleton<IConfigureOptions<OpenAICompatibleOptions>>(new Defaults(name, known)));
        }

        return builder.AddOpenAICompatible(name, configure);
    }

    /// <summary>Adds OpenAI as <c>openai</c>; key variable <c>OPENAI_API_KEY</c>.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    public static IInferenceRoutingBuilder AddOpenAI(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddOpenAICompatiblePreset("openai", configure);

    /// <summary>Adds Groq as <c>groq</c>; key variable <c>GROQ_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddOpenAI" path="/param"/>
    public static IInferenceRoutingBuilder AddGroq(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddOpenAICompatiblePreset("groq", configure);

    /// <summary>Adds Cerebras as <c>cerebras</c>; key variable <c>CEREBRAS_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddOpenAI" path="/param"/>
    public static IInferenceRoutingBuilder AddCerebras(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddOpenAICompatiblePreset("cerebras", configure);

    /// <summary>Adds DeepInfra as <c>deepinfra</c>; key variable <c>DEEPINFRA_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddOpenAI" path="/param"/>
    public static IInferenceRoutingBuilder AddDeepInfra(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddOpenAICompatiblePreset("deepinfra", configure);

    /// <summary>Adds SambaNova as <c>sambanova</c>; key variable <c>SAMBANOVA_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddOpenAI" path="/param"/>
    public static IInferenceRoutingBuilder AddSambaNova(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddOpenAICompatiblePreset("sambanova", configure);

    /// <summary>Adds Novita as <c>novita</c>; key variable <c>NOVITA_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddOpenAI" path="/param"/>
    public static IInferenceRoutingBuilder AddNovita(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddOpenAICompatiblePreset("novita", configure);

    /// <summary>Adds Nscale as <c>nscale</c>; key variable <c>NSCALE_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddOpenAI" path="/param"/>
    public static IInferenceRoutingBuilder AddNscale(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddOpenAICompatiblePreset("nscale", configure);

    /// <summary>Adds Nebius Token Factory as <c>nebius</c>; key variable <c>NEBIUS_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddOpenAI" path="/param"/>
    public static IInferenceRoutingBuilder AddNebius(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddOpenAICompatiblePreset("nebius", configure);

    /// <summary>Adds Hyperbolic as <c>hyperbolic</c>; key variable <c>HYPERBOLIC_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddOpenAI" path="/param"/>
    public static IInferenceRoutingBuilder AddHyperbolic(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddOpenAICompatiblePreset("hyperbolic", configure);

    /// <summary>Adds Featherless as <c>featherless-ai</c>; key variable <c>FEATHERLESS_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddOpenAI" path="/param"/>
    public static IInferenceRoutingBuilder AddFeatherless(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddOpenAICompatiblePreset("featherless-ai", configure);

    /// <summary>Adds Scaleway as <c>scaleway</c>; key variable <c>SCW_SECRET_KEY</c>.</summary>
    /// <inheritdoc cref="AddOpenAI" path="/param"/>
    public static IInferenceRoutingBuilder AddScaleway(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddOpenAICompatiblePreset("scaleway", configure);

    /// <summary>Adds OVHcloud AI Endpoints as <c>ovhcloud</c>; key variable <c>OVH_AI_ENDPOINTS_ACCESS_TOKEN</c>.</summary>
    /// <inheritdoc cref="AddOpenAI" path="/param"/>
    public static IInferenceRoutingBuilder AddOvhCloud(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddOpenAICompatiblePreset("ovhcloud", configure);

    /// <summary>Adds Baseten as <c>baseten</c>; key variable <c>BASETEN_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddOpenAI" path="/param"/>
    public static IInferenceRoutingBuilder AddBaseten(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddOpenAICompatiblePreset("baseten", configure);

    /// <summary>Adds OpenRouter as <c>openrouter</c>; key variable <c>OPENROUTER_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddOpenAI" path="/param"/>
    public static IInferenceRoutingBuilder AddOpenRouter(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddOpenAICompatiblePreset("openrouter", configure);

    /// <summary>Adds Mistral as <c>mistral</c>; key variable <c>MISTRAL_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddOpenAI" path="/param"/>
    public static IInferenceRoutingBuilder AddMistral(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddOpenAICompatiblePreset("mistral", configure);

    /// <summary>Adds DeepSeek as <c>deepseek</c>; key variable <c>DEEPSEEK_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddOpenAI" path="/param"/>
    public static IInferenceRoutingBuilder AddDeepSeek(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddOpenAICompatiblePreset("deepseek", configure);

    /// <summary>Adds xAI as <c>xai</c>; key variable <c>XAI_API_KEY</c>.</summary>
    /// <inheritdoc cref="AddOpenAI" path="/param"/>
    public static IInferenceRoutingBuilder AddXAI(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddOpenAICompatiblePreset("xai", configure);

    /// <summary>Adds a local Ollama as <c>ollama</c>; its address is <c>http://localhost:11434/v1</c> unless <c>BaseAddress</c> says otherwise, and it needs no key.</summary>
    /// <inheritdoc cref="AddOpenAI" path="/param"/>
    public static IInferenceRoutingBuilder AddOllama(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddOpenAICompatiblePreset("ollama", configure);

    /// <summary>Adds a local vLLM server as <c>vllm</c>; its address is <c>http://localhost:8000/v1</c> unless <c>BaseAddress</c> says otherwise, and it needs no key.</summary>
    /// <inheritdoc cref="AddOpenAI" path="/param"/>
    public static IInferenceRoutingBuilder AddVllm(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddOpenAICompatiblePreset("vllm", configure);

    /// <summary>Adds a local LM Studio as <c>lm-studio</c>; its address is <c>http://localhost:1234/v1</c> unless <c>BaseAddress</c> says otherwise, and it needs no key.</summary>
    /// <inheritdoc cref="AddOpenAI" path="/param"/>
    public static IInferenceRoutingBuilder AddLmStudio(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddOpenAICompatiblePreset("lm-studio", configure);

    /// <summary>Adds a local llama.cpp server as <c>llama-cpp</c>; its address is <c>http://localhost:8080/v1</c> unless <c>BaseAddress</c> says otherwise, and it needs no key.</summary>
    /// <inheritdoc cref="AddOpenAI" path="/param"/>
    public static IInferenceRoutingBuilder AddLlamaCpp(this IInferenceRoutingBuilder builder, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddOpenAICompatiblePreset("llama-cpp", configure);

    private sealed class Defaults(string name, OpenAICompatiblePreset preset) : ConfigureNamedOptions<OpenAICompatibleOptions>(name, preset.Apply);
}
