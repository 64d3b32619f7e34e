using Microsoft.Extensions.Configuration;
using ProviderRouter.Providers.HuggingFace;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Hugging Face.</summary>
public static class HuggingFaceBuilderExtensions
{
    /// <summary>
    /// Sets Hugging Face up with one token: the router (<c>huggingface-router</c>), which reaches many providers' language models, and
    /// <c>hf-inference</c>, its own servers. <c>AddInferenceRouting</c> adds both already; call this to change their settings.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options of both.</param>
    public static IInferenceRoutingBuilder AddHuggingFace(this IInferenceRoutingBuilder builder, Action<HuggingFaceOptions>? configure = null) => builder
        .AddProvider<HuggingFaceOptions>(
            HuggingFaceNames.Router,
            options =>
            {
                options.BaseAddress ??= new("https://router.huggingface.co/");
                configure?.Invoke(options);
            },
            static context => new HuggingFaceRouterProvider(context.Name, context.Options, context.CreateTransport(new HuggingFaceErrorReader())),
            static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true))
        .AddProvider<HuggingFaceOptions>(
            HuggingFaceNames.Inference,
            options =>
            {
                options.BaseAddress ??= new("https://router.huggingface.co/hf-inference/");
                configure?.Invoke(options);
            },
            static context => new HfInferenceProvider(context.Name, context.Options, context.CreateTransport(new HuggingFaceErrorReader()), context.Downloader),
            static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true));
}
