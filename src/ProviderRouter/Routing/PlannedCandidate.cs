namespace ProviderRouter.Routing;

/// <summary>A usable candidate with what the catalog knows of it.</summary>
internal sealed record PlannedCandidate(RouteCandidate Candidate, CatalogOffer? Offer);
