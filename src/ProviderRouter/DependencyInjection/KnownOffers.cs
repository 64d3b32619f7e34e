using ProviderRouter.Providers;
using ProviderRouter.Routing;

namespace ProviderRouter.DependencyInjection;

/// <summary>The catalog, for providers.</summary>
internal sealed class KnownOffers(ModelCatalog catalog) : IKnownOffers
{
    public IReadOnlyList<KnownOffer> Find(string model) => catalog.TryGet(model, out var entry)
        ? [.. entry.Offers.Where(static offer => offer.Availability != OfferAvailability.Removed)
            .Select(static offer => new KnownOffer(offer.Provider, offer.RouteModelId) { EndpointKind = offer.EndpointKind })]
        : [];
}
