using ProviderRouter.Providers;

namespace ProviderRouter.Routing;

/// <summary>The words that name a provider beside a model: those that are set up, and those that the catalog knows.</summary>
internal static class ProviderNames
{
    public static ModelReference Parse(string model, ProviderDirectory providers, ModelCatalog catalog) =>
        ModelReference.Parse(model, name => providers.Find(name) is not null || catalog.KnowsProvider(name));
}
