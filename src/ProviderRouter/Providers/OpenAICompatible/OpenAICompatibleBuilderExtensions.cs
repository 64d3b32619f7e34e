using Microsoft.Extensions.Configuration;
using ProviderRouter.Providers.OpenAICompatible;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds servers that speak OpenAI's protocol.</summary>
public static class OpenAICompatibleBuilderExtensions
{
    /// <summary>Adds a server that speaks OpenAI's protocol: vLLM, llama.cpp, Ollama, a gateway, a provider without an integration of its own.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The instance name: routes and configuration know the server by it.</param>
    /// <param name="configure">Sets the options; <c>BaseAddress</c> has to come from here or from configuration.</param>
    public static IInferenceRoutingBuilder AddOpenAICompatible(this IInferenceRoutingBuilder builder, string name, Action<OpenAICompatibleOptions>? configure = null) =>
        builder.AddProvider(
            name,
            configure,
            static context => new OpenAICompatibleProvider(context.Name, context.Options, context.CreateTransport(), context.Downloader),
            static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true));

    /// <summary>Adds a server that speaks OpenAI's protocol.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The instance name: routes and configuration know the server by it.</param>
    /// <param name="baseAddress">Its address with the version segment: <c>http://localhost:8000/v1</c>.</param>
    /// <param name="apiKey">The key; null leaves the one in configuration, or sends none.</param>
    public static IInferenceRoutingBuilder AddOpenAICompatible(this IInferenceRoutingBuilder builder, string name, Uri baseAddress, string? apiKey = null) =>
        builder.AddOpenAICompatible(name, options => (options.BaseAddress, options.ApiKey) = (baseAddress, apiKey ?? options.ApiKey));
}
