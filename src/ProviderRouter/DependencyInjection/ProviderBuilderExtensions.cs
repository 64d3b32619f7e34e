using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Providers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds providers of any kind.</summary>
public static class ProviderBuilderExtensions
{
    /// <summary>
    /// Adds a provider. Where the name is taken (case does not matter) by one with the same options, it adds settings to that one; with
    /// other options it takes its place.
    /// </summary>
    /// <typeparam name="TOptions">The provider's options.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The instance name: routes and configuration know the provider by it. Letters, digits, <c>-</c>, <c>_</c> and <c>.</c>; no colon.</param>
    /// <param name="configure">Sets the options; beats configuration and environment.</param>
    /// <param name="create">Makes the provider, on first use.</param>
    /// <param name="bind">Reads the options from the section <c>InferenceRouting:Providers:&lt;name&gt;</c>; the binding generator needs to see the concrete type, so each provider passes its own <c>section.Bind(options)</c>.</param>
    /// <exception cref="ArgumentException">The name is empty or holds another character.</exception>
    public static IInferenceRoutingBuilder AddProvider<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        this IInferenceRoutingBuilder builder,
        string name,
        Action<TOptions>? configure,
        Func<ProviderContext<TOptions>, IProvider> create,
        Action<IConfiguration, TOptions>? bind = null)
        where TOptions : ProviderOptions
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(create);
        if (!name.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.'))
        {
            throw new ArgumentException($"'{name}' cannot name a provider: use letters, digits, '-', '_' and '.'.", nameof(name));
        }

        var services = builder.Services;
        var known = services.Select(service => service.ImplementationInstance).OfType<ProviderDescriptor>()
            .LastOrDefault(provider => string.Equals(provider.Name, name, StringComparison.OrdinalIgnoreCase));
        name = known?.Name ?? name; // options and connections are kept by it, case and all
        if (known?.Options != typeof(TOptions))
        {
            services.AddSingleton<IConfigureOptions<TOptions>>(container => new ConfigureNamedOptions<TOptions>(name, options => Bind(container, name, options, bind)));
            ProviderHttpClient.Register(services, name, container => container.GetRequiredService<IOptionsMonitor<TOptions>>().Get(name).ConnectTimeout);
        }

        if (configure is not null)
        {
            services.Configure(name, configure);
        }

        services.AddSingleton(new ProviderDescriptor(name, typeof(TOptions), runtime => ProviderAssembly.Build(name, runtime, create)));
        return builder;
    }

    private static void Bind<TOptions>(IServiceProvider container, string name, TOptions options, Action<IConfiguration, TOptions>? bind)
        where TOptions : ProviderOptions
    {
        if (bind is not null && container.GetRequiredService<RoutingConfiguration>().Provider(name) is { } section)
        {
            container.GetRequiredService<ConfigurationProblems>().Bind(section, RoutingConfiguration.PathOf(name), [], values => bind(values, options));
        }
    }
}
