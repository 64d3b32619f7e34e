namespace ProviderRouter.Providers;

/// <summary>What the catalog knows of a model, for providers that have to know more of one than its id.</summary>
internal interface IKnownOffers
{
    /// <summary>Who serves a model, best first; empty when it is not known.</summary>
    /// <param name="model">Its canonical id, an alias, or a provider's own id.</param>
    IReadOnlyList<KnownOffer> Find(string model);
}

/// <summary>A model at a provider.</summary>
/// <param name="Provider">The provider's name in the catalog.</param>
/// <param name="Model">The id that requests are sent with.</param>
internal sealed record KnownOffer(string Provider, string Model)
{
    /// <summary>The protocol by which it is reached, <c>replicate/official</c> say; null when unknown.</summary>
    public string? EndpointKind { get; init; }
}
