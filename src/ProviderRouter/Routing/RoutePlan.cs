namespace ProviderRouter.Routing;

/// <summary>Who shall be asked, in which order, and why.</summary>
/// <param name="Candidates">The candidates, best first. A canonical model id is turned into the provider's own where the catalog knows it.</param>
/// <param name="Reason">Why, in words; it follows "because".</param>
public sealed record RoutePlan(IReadOnlyList<RouteCandidate> Candidates, string Reason)
{
    /// <summary>Whether the caller bound the request to these candidates: no other resolver is asked, and no other provider of the same model is added.</summary>
    /// <value>Default: false.</value>
    public bool IsBinding { get; init; }
}
