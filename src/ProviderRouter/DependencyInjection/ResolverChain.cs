using ProviderRouter.Providers;
using ProviderRouter.Routing;

namespace ProviderRouter.DependencyInjection;

/// <summary>Puts the chain of resolvers in order: the application's own first unless the options name another order.</summary>
internal static class ResolverChain
{
    public static readonly string[] BuiltIn = ["explicit", "task", "pattern"];

    public static IReadOnlyList<NamedResolver> Build(
        InferenceRoutingOptions options, IReadOnlyList<ResolverDescriptor> own, IServiceProvider services, ProviderDirectory providers, ModelCatalog catalog)
    {
        var order = options.Resolvers ?? [.. own.Select(resolver => resolver.Name).Except(BuiltIn, StringComparer.OrdinalIgnoreCase), .. BuiltIn];
        return [.. order.Select(name => new NamedResolver(name, Create(name)))];

        IProviderResolver Create(string name) =>
            own.LastOrDefault(resolver => string.Equals(resolver.Name, name, StringComparison.OrdinalIgnoreCase)) is { } added
                ? added.Create(services)
                : name.ToLowerInvariant() switch
                {
                    "explicit" => new ExplicitResolver(providers, catalog, options),
                    "task" => new TaskResolver(providers, catalog, options),
                    _ => new PatternResolver(catalog, options),
                };
    }
}
