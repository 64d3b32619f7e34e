using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.DependencyInjection;

/// <summary>
/// A provider that can be reached through a router too: the same codecs at another address, with the router's key. The provider's own folder
/// registers it; the router's folder knows it by its id alone.
/// </summary>
/// <param name="Id">The provider's id at the router, <c>fal-ai</c> say.</param>
/// <param name="CreateHandlers">Makes the handlers, for calls whose model is the provider's own id.</param>
internal sealed record RoutedPartner(string Id, Func<PartnerContext, TaskHandlerMap> CreateHandlers);

/// <summary>What a provider behind a router is made of.</summary>
internal sealed class PartnerContext
{
    /// <summary>Makes the transport to the provider's part of the router: paths go below <c>&lt;router&gt;/&lt;id&gt;/</c>.</summary>
    public required Func<ProviderErrorReader?, ProviderTransport> CreateTransport { get; init; }

    public required MediaDownloader Downloader { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required OpenJobs OpenJobs { get; init; }

    public required IKnownOffers Offers { get; init; }
}
