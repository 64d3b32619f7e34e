using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ProviderRouter.Diagnostics;
using ProviderRouter.Providers;
using ProviderRouter.Routing;

namespace ProviderRouter.DependencyInjection;

/// <summary>The router put together from all that was registered: reads options, finds keys, checks everything, and throws every mistake at once.</summary>
internal sealed class RouterRuntime : IDisposable
{
    private readonly ClientLifetime lifetime = new();

    public RouterRuntime(
        IServiceProvider services,
        IOptions<InferenceRoutingOptions> routing,
        IEnumerable<ProviderDescriptor> providers,
        IEnumerable<ResolverDescriptor> resolvers,
        IEnumerable<CatalogModel> models,
        TimeProvider timeProvider,
        ConfigurationProblems problems)
    {
        Services = services;
        _ = services.GetRequiredService<HandlerOwner>(); // made before this one, so disposed after it: calls end first, connections last
        Problems = problems;
        Options = routing.Value;
        RoutingOptionsValidator.Validate(Options, problems);
        var catalog = ModelCatalog.Default.With(models);
        Offers = new KnownOffers(catalog);
        Keys = new(services.GetRequiredService<RoutingConfiguration>(), services.GetRequiredService<IKeyEnvironment>(), Options, problems);
        ProviderDirectory directory = new([.. Distinct(providers).Select(provider => provider.Build(this))]);
        var own = resolvers.ToList();
        RoutingOptionsValidator.ValidateNames(Options, directory, [.. own.Select(resolver => resolver.Name)], services.GetRequiredService<RoutingConfiguration>(), problems);
        if (problems.Failures.Count > 0)
        {
            throw new InferenceConfigurationException([.. problems.Failures]);
        }

        var planner = new RoutePlanner(directory, ResolverChain.Build(Options, own, services, directory, catalog), catalog, Options);
        var executor = new RouteExecutor(directory, Options, timeProvider, lifetime);
        Client = new InferenceClient(planner, executor, new ModelListing(directory, catalog, executor));
        Providers = [.. directory.All.Select(provider => new ProviderStatus(provider.Name, provider.IsReady)
        {
            KeySource = provider.KeySource,
            Reason = provider.NotReadyReason,
            Remedy = provider.Remedy,
        })];
        Report(directory, services.GetService<ILoggerFactory>());
    }

    public void Dispose() => lifetime.Dispose();

    public IInferenceClient Client { get; }

    public IReadOnlyList<ProviderStatus> Providers { get; }

    public IServiceProvider Services { get; }

    public InferenceRoutingOptions Options { get; }

    public ConfigurationProblems Problems { get; }

    public ApiKeyFinder Keys { get; }

    public IKnownOffers Offers { get; }

    // Adding a name again adds settings, which its options hold already; the later factory counts.
    private static IEnumerable<ProviderDescriptor> Distinct(IEnumerable<ProviderDescriptor> providers)
    {
        var all = providers.ToList();
        return all
            .Select(provider => provider.Name)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => all.FindLast(provider => string.Equals(provider.Name, name, StringComparison.OrdinalIgnoreCase))!);
    }

    private static void Report(ProviderDirectory directory, ILoggerFactory? loggers)
    {
        try
        {
            var logger = loggers?.CreateLogger("ProviderRouter") ?? NullLogger.Instance;
            foreach (var provider in directory.All)
            {
                if (provider.IsReady)
                {
                    Log.ProviderReady(logger, provider.Name);
                }
                else
                {
                    Log.ProviderPassedOver(logger, provider.Name, provider.NotReadyReason!, provider.Remedy ?? "");
                }
            }
        }
#pragma warning disable CA1031 // Whatever a logger throws is no reason to do without the router.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
