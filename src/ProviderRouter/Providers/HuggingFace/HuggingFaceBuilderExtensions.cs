using Microsoft.Extensions.Configuration;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Providers.HuggingFace;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Hugging Face.</summary>
public static class HuggingFaceBuilderExtensions
{
    private const string InferencePath = "hf-inference/";
    private static readonly Uri Router = new("https://router.huggingface.co/");

    /// <summary>
    /// Sets Hugging Face up with one token: the router (<c>huggingface-router</c>), which reaches many providers' language models, and
    /// <c>hf-inference</c>, its own servers. <c>AddInferenceRouting</c> adds both already; call this to change their settings.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options of both. An address set here is the router's; <c>hf-inference</c> is asked below it, at <c>hf-inference/</c>.</param>
    public static IInferenceRoutingBuilder AddHuggingFace(this IInferenceRoutingBuilder builder, Action<HuggingFaceOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddRouter(HuggingFaceNames.Router, configure).AddInference(HuggingFaceNames.Inference, configure);
    }

    /// <summary>Adds Hugging Face with another token, for a second account say.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The instance name of the router; that of the servers is <c>&lt;name&gt;-hf-inference</c>.</param>
    /// <param name="configure">Sets the options of both. An address set here is the router's; the servers are asked below it, at <c>hf-inference/</c>.</param>
    public static IInferenceRoutingBuilder AddHuggingFace(this IInferenceRoutingBuilder builder, string name, Action<HuggingFaceOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddRouter(name, configure).AddInference($"{name}-{HuggingFaceNames.Inference}", configure);
    }

    private static IInferenceRoutingBuilder AddRouter(this IInferenceRoutingBuilder builder, string name, Action<HuggingFaceOptions>? configure)
    {
        builder.Services.AddSingleton(new RoutedPartner(
            HuggingFaceNames.Inference, static partner => HfInferenceHandlers.Create(partner.CreateTransport(new HuggingFaceErrorReader()), partner.Downloader)));
        return builder.AddProvider<HuggingFaceOptions>(
            name,
            options =>
            {
                options.BaseAddress ??= Router;
                configure?.Invoke(options);
            },
            static context => new HuggingFaceRouterProvider(context),
            static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true));
    }

    private static IInferenceRoutingBuilder AddInference(this IInferenceRoutingBuilder builder, string name, Action<HuggingFaceOptions>? configure) =>
        builder.AddProvider<HuggingFaceOptions>(
            name,
            options =>
            {
                var own = options.BaseAddress ??= new(Router, InferencePath);
                configure?.Invoke(options);
                if (options.BaseAddress is { IsAbsoluteUri: true } router && router != own)
                {
                    options.BaseAddress = new(router.AbsoluteUri.EndsWith('/') ? router : new($"{router.AbsoluteUri}/"), InferencePath);
                }
            },
            static context => new HfInferenceProvider(context),
            static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true));
}
