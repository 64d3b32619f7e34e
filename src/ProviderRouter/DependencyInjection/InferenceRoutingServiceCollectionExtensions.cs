using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ProviderRouter;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Providers;
using ProviderRouter.Resilience;
using ProviderRouter.Routing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the router.</summary>
public static class InferenceRoutingServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="IInferenceClient"/> with every built-in provider; those whose key is found are on. Keys are looked for in the
    /// options, the configuration section <c>InferenceRouting:Providers:&lt;name&gt;</c>, the environment, <c>.env.local</c>, <c>.env</c>.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configure">Changes the rules; runs after the configuration section <c>InferenceRouting</c> was bound.</param>
    /// <returns>A builder that adds providers, models and rules.</returns>
    /// <remarks>Mistakes in options or configuration are thrown together as one <see cref="InferenceConfigurationException"/> when the host starts or the client is first made.</remarks>
    public static IInferenceRoutingBuilder AddInferenceRouting(this IServiceCollection services, Action<InferenceRoutingOptions>? configure = null) =>
        services.AddCore(new(null), configure);

    /// <summary>Registers the router like <see cref="AddInferenceRouting(IServiceCollection, Action{InferenceRoutingOptions}?)"/>, and binds it from a given configuration.</summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">The section <c>InferenceRouting</c>, or a configuration that holds one.</param>
    /// <returns>A builder that adds providers, models and rules.</returns>
    public static IInferenceRoutingBuilder AddInferenceRouting(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(RoutingConfiguration.Section);
        return services.AddCore(new(!section.Exists() && configuration is IConfigurationSection own ? own : section), configure: null);
    }

    private static InferenceRoutingBuilder AddCore(this IServiceCollection services, RoutingConfigurationSource source, Action<InferenceRoutingOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        var builder = new InferenceRoutingBuilder(services);
        if (source.Explicit is not null)
        {
            services.AddSingleton(source);
        }

        if (!services.Any(service => service.ServiceType == typeof(RouterRuntime)))
        {
            services.AddOptions();
            services.TryAddSingleton(source);
            services.TryAddSingleton(TimeProvider.System);
            services.TryAddSingleton<IKeyEnvironment, ProcessEnvironment>();
            services.AddSingleton<ConfigurationProblems>();
            services.AddSingleton<RoutingConfiguration>();
            services.AddSingleton<OpenJobs>();
            services.TryAddSingleton<ITargetStateStore>(static container =>
            {
                var options = container.GetRequiredService<IOptions<InferenceRoutingOptions>>().Value;
                return new InMemoryTargetStateStore(options.CircuitBreaker, options.RetryBudget, container.GetRequiredService<TimeProvider>());
            });
            services.AddSingleton(static container => new TargetDirectory(
                container.GetRequiredService<ITargetStateStore>(), container.GetRequiredService<IOptions<InferenceRoutingOptions>>().Value.Concurrency));
            services.AddSingleton<HandlerOwner>();
            services.AddSingleton<RouterRuntime>();
            services.AddSingleton<IConfigureOptions<InferenceRoutingOptions>, BindRoutingOptions>();
            services.AddSingleton<IInferenceClient>(static provider => provider.GetRequiredService<RouterRuntime>().Client);

            // Made at the start of the host, so that mistakes show there and not at the first call.
            services.AddOptions<StartupCheck>().Configure<RouterRuntime>(static (_, _) => { }).ValidateOnStart();
            MediaHttpClient.Register(services);
            BuiltInProviders.Register(builder);
        }

        if (configure is not null)
        {
            services.Configure(configure);
        }

        return builder;
    }

    private sealed class StartupCheck;
}
