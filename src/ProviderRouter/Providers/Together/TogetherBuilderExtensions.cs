using Microsoft.Extensions.Configuration;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Providers.Together;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Together AI.</summary>
public static class TogetherBuilderExtensions
{
    private const string Name = "together";

    /// <summary>Sets Together AI up under the name <c>together</c>. <c>AddInferenceRouting</c> adds it already; call this to change its settings.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    public static IInferenceRoutingBuilder AddTogether(this IInferenceRoutingBuilder builder, Action<TogetherOptions>? configure = null) =>
        builder.AddTogether(Name, configure);

    /// <summary>Adds Together AI under a name of its own, for a second account say.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The instance name.</param>
    /// <param name="configure">Sets the options.</param>
    public static IInferenceRoutingBuilder AddTogether(this IInferenceRoutingBuilder builder, string name, Action<TogetherOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!builder.Services.Any(static service => service.ImplementationInstance is RoutedPartner { Id: Name }))
        {
            builder.Services.AddSingleton(new RoutedPartner(Name, TogetherHandlers.BehindRouter));
        }

        return builder.AddProvider(
            name,
            configure,
            static context => new TogetherProvider(context),
            static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true));
    }
}
