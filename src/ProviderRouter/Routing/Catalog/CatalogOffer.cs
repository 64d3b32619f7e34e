namespace ProviderRouter.Routing;

/// <summary>A model at one provider.</summary>
public sealed record CatalogOffer
{
    private string? routeModelId;

    /// <summary>The provider's instance name.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's own id of the model.</summary>
    public required string ProviderModelId { get; init; }

    /// <summary>The version that a community model at Replicate needs, 64 hexadecimal digits; null for none.</summary>
    public string? Version { get; init; }

    /// <summary>The id that requests are sent with: the provider's own, with its version where one is needed.</summary>
    public string RouteModelId => Version is null ? ProviderModelId : routeModelId ??= $"{ProviderModelId}:{Version}";

    /// <summary>The protocol by which it is reached, <c>replicate/official</c> say; null when unknown.</summary>
    public string? EndpointKind { get; init; }

    /// <summary>What it costs; null when unknown.</summary>
    public CatalogPrice? Price { get; init; }

    /// <summary>The most tokens of prompt and answer together; null when unknown.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>The most tokens of an answer; null when unknown.</summary>
    public int? MaxOutput { get; init; }

    /// <summary>What it is known to do: <c>streaming</c>, <c>tools</c>, <c>reasoning</c>, <c>json_schema</c>, <c>vision</c>. A missing word is no "no".</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>How sure it is that the provider serves it today.</summary>
    /// <value>Default: <see cref="OfferAvailability.Unknown"/>.</value>
    public OfferAvailability Availability { get; init; }
}
