using Microsoft.Extensions.Configuration;
using ProviderRouter.Providers.Fireworks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Fireworks.ai.</summary>
public static class FireworksBuilderExtensions
{
    /// <summary>Sets Fireworks.ai up under the name <c>fireworks-ai</c>. <c>AddInferenceRouting</c> adds it already; call this to change its settings.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    public static IInferenceRoutingBuilder AddFireworks(this IInferenceRoutingBuilder builder, Action<FireworksOptions>? configure = null) =>
        builder.AddFireworks("fireworks-ai", configure);

    /// <summary>Adds Fireworks.ai under a name of its own, for a second account say.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The instance name.</param>
    /// <param name="configure">Sets the options.</param>
    public static IInferenceRoutingBuilder AddFireworks(this IInferenceRoutingBuilder builder, string name, Action<FireworksOptions>? configure = null) =>
        builder.AddProvider(
            name,
            configure,
            static context => new FireworksProvider(context),
            static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true));
}
