using Microsoft.Extensions.Configuration;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Providers.Fal;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds fal.ai.</summary>
public static class FalBuilderExtensions
{
    private const string Name = "fal-ai";

    /// <summary>Sets fal.ai up under the name <c>fal-ai</c>. <c>AddInferenceRouting</c> adds it already; call this to change its settings.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    public static IInferenceRoutingBuilder AddFal(this IInferenceRoutingBuilder builder, Action<FalOptions>? configure = null) =>
        builder.AddFal(Name, configure);

    /// <summary>Adds fal.ai under a name of its own, for a second account say.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The instance name.</param>
    /// <param name="configure">Sets the options.</param>
    public static IInferenceRoutingBuilder AddFal(this IInferenceRoutingBuilder builder, string name, Action<FalOptions>? configure = null)
    {
        builder.AddProvider(
            name,
            configure,
            static context => new FalProvider(context),
            static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true));
        if (!builder.Services.Any(static service => service.ImplementationInstance is RoutedPartner { Id: Name }))
        {
            builder.Services.AddSingleton(new RoutedPartner(Name, FalHandlers.BehindRouter));
        }

        return builder;
    }
}
