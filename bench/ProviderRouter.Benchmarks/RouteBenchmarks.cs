using System.Collections.Frozen;
using BenchmarkDotNet.Attributes;
using ProviderRouter.Benchmarks.Canned;
using ProviderRouter.Providers;
using ProviderRouter.Providers.OpenAICompatible;
using ProviderRouter.Routing;

namespace ProviderRouter.Benchmarks;

/// <summary>Who serves a model, against one look-up in a frozen dictionary of the catalog's names.</summary>
[MemoryDiagnoser]
public class RouteBenchmarks
{
    private const string Unknown = "acme/unheard-of-70b-instruct";
    private const string Alias = "llama-3.1-8b";

    private readonly ChatRequest known = new() { Model = CannedRouter.Model, Messages = [] };
    private readonly ChatRequest unknown = new() { Model = Unknown, Messages = [] };
    private readonly ModelCatalog catalog = ModelCatalog.Default;
    private FrozenDictionary<string, object> floor = null!;
    private RoutePlanner warm = null!;
    private RoutePlanner anew = null!; // keeps no plan, for one of its resolvers is not built in

    [GlobalSetup]
    public void SetUp()
    {
        floor = catalog.Models
            .SelectMany(model => model.Aliases.Append(model.Id).Concat(model.Offers.Select(offer => offer.RouteModelId)).Select(name => KeyValuePair.Create(name, (object)model)))
            .DistinctBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        (warm, anew) = (CreatePlanner(keeps: true), CreatePlanner(keeps: false));
        if (!catalog.TryGet(Alias, out var entry) || entry.Id != CannedRouter.Model || catalog.TryGet(Unknown, out _))
        {
            throw new InvalidOperationException("The catalog knows other names than the benchmark.");
        }
    }

    [BenchmarkCategory("route known"), Benchmark(Baseline = true)]
    public object? FloorKnown() => floor.GetValueOrDefault(CannedRouter.Model);

    [BenchmarkCategory("route known"), Benchmark]
    public object? CatalogById() => catalog.TryGet(CannedRouter.Model, out var entry) ? entry : null;

    [BenchmarkCategory("route known"), Benchmark]
    public object? CatalogByAlias() => catalog.TryGet(Alias, out var entry) ? entry : null;

    [BenchmarkCategory("route known"), Benchmark]
    public object PlanKnown() => Plan(warm, known);

    [BenchmarkCategory("route known"), Benchmark]
    public object PlanKnownAnew() => Plan(anew, known);

    [BenchmarkCategory("route unknown"), Benchmark(Baseline = true)]
    public object? FloorUnknown() => floor.GetValueOrDefault(Unknown);

    [BenchmarkCategory("route unknown"), Benchmark]
    public object? CatalogUnknown() => catalog.TryGet(Unknown, out var entry) ? entry : null;

    [BenchmarkCategory("route unknown"), Benchmark]
    public object PlanUnknown() => Plan(warm, unknown);

    [BenchmarkCategory("route unknown"), Benchmark]
    public object PlanUnknownAnew() => Plan(anew, unknown);

    private static RouteDecision Plan(RoutePlanner planner, ChatRequest request) =>
        planner.PlanAsync(InferenceTasks.Chat, request, CancellationToken.None).GetAwaiter().GetResult();

    private RoutePlanner CreatePlanner(bool keeps)
    {
        var options = new InferenceRoutingOptions();
        string[] names = ["fireworks-ai", "replicate", "huggingface-router", "hf-inference"];
        var providers = new ProviderDirectory([.. names.Select(name => new ProviderRegistration(name, () => new OpenAICompatibleProvider(name, new(), null!, null!)))]);
        var first = new ExplicitResolver(providers, catalog, options);
        return new(
            providers,
            [
                new("explicit", keeps ? first : new ForeignResolver(first)),
                new("task", new TaskResolver(providers, catalog, options)),
                new("pattern", new PatternResolver(catalog, options)),
            ],
            catalog,
            options);
    }

    private sealed class ForeignResolver(IProviderResolver inner) : IProviderResolver
    {
        public ValueTask<RoutePlan?> ResolveAsync(RouteContext context, CancellationToken cancellationToken) => inner.ResolveAsync(context, cancellationToken);
    }
}
