using Microsoft.Extensions.Configuration;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Providers.Replicate;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Replicate.</summary>
public static class ReplicateBuilderExtensions
{
    private const string Name = "replicate";

    /// <summary>Sets Replicate up under the name <c>replicate</c>. <c>AddInferenceRouting</c> adds it already; call this to change its settings.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    public static IInferenceRoutingBuilder AddReplicate(this IInferenceRoutingBuilder builder, Action<ReplicateOptions>? configure = null) =>
        builder.AddReplicate(Name, configure);

    /// <summary>Adds Replicate under a name of its own, for a second account say.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The instance name.</param>
    /// <param name="configure">Sets the options.</param>
    public static IInferenceRoutingBuilder AddReplicate(this IInferenceRoutingBuilder builder, string name, Action<ReplicateOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!builder.Services.Any(static service => service.ImplementationInstance is RoutedPartner { Id: Name }))
        {
            builder.Services.AddSingleton(new RoutedPartner(Name, ReplicateHandlers.BehindRouter));
        }

        return builder.AddProvider(
            name,
            configure,
            static context => new ReplicateProvider(context),
            static (section, options) => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true));
    }
}
