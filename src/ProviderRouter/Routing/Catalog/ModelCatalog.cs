using System.Diagnostics.CodeAnalysis;

namespace ProviderRouter.Routing;

/// <summary>The models that are known, and who serves them under what id at what price.</summary>
public sealed class ModelCatalog
{
    private static readonly Lazy<ModelCatalog> Embedded = new(Load);

    private readonly Dictionary<string, CatalogModel> byName;
    private readonly Dictionary<string, CatalogModel>.AlternateLookup<ReadOnlySpan<char>> bySpan;
    private readonly HashSet<string> providers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a catalog.</summary>
    /// <param name="models">The models. A canonical id beats an alias, an alias a provider's own id; among equals the first one stays.</param>
    public ModelCatalog(IEnumerable<CatalogModel> models)
    {
        Models = [.. models];
        byName = new(Models.Count * 6, StringComparer.OrdinalIgnoreCase);
        bySpan = byName.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var model in Models)
        {
            byName.TryAdd(model.Id, model);
        }

        foreach (var model in Models)
        {
            foreach (var alias in model.Aliases)
            {
                byName.TryAdd(alias, model);
            }
        }

        foreach (var model in Models)
        {
            foreach (var offer in model.Offers)
            {
                byName.TryAdd(offer.ProviderModelId, model);
                byName.TryAdd(offer.RouteModelId, model);
                providers.Add(offer.Provider);
            }
        }
    }

    /// <summary>The catalog that comes with the package.</summary>
    public static ModelCatalog Default => Embedded.Value;

    /// <summary>All models.</summary>
    public IReadOnlyList<CatalogModel> Models { get; }

    /// <summary>Finds a model by its id, an alias, or a provider's own id, case ignored.</summary>
    /// <param name="model">The name.</param>
    /// <param name="entry">The model.</param>
    /// <returns>False when it is not known.</returns>
    public bool TryGet(string model, [NotNullWhen(true)] out CatalogModel? entry)
    {
        ArgumentNullException.ThrowIfNull(model);
        return byName.TryGetValue(model, out entry);
    }

    /// <summary>Finds a model by its id, an alias, or a provider's own id, case ignored.</summary>
    /// <param name="model">The name.</param>
    /// <param name="entry">The model.</param>
    /// <returns>False when it is not known.</returns>
    public bool TryGet(ReadOnlySpan<char> model, [NotNullWhen(true)] out CatalogModel? entry) => bySpan.TryGetValue(model, out entry);

    /// <summary>A catalog that also holds other models; one with an id that is here already takes its place.</summary>
    /// <param name="models">The models.</param>
    public ModelCatalog With(IEnumerable<CatalogModel> models)
    {
        var own = models.ToList();
        if (own.Count == 0)
        {
            return this;
        }

        var ids = own.Select(model => model.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new([.. own, .. Models.Where(model => !ids.Contains(model.Id))]);
    }

    /// <summary>Whether an offer names the provider, set up here or not.</summary>
    internal bool KnowsProvider(string name) => providers.Contains(name);

    private static ModelCatalog Load()
    {
        using var stream = typeof(ModelCatalog).Assembly.GetManifestResourceStream(CatalogReader.ResourceName)!;
        return new(CatalogReader.Read(stream));
    }
}
