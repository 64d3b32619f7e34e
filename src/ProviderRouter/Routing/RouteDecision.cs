namespace ProviderRouter.Routing;

/// <summary>The outcome of planning: usable candidates in order, why, and who was left out.</summary>
internal sealed record RouteDecision
{
    public required IReadOnlyList<PlannedCandidate> Candidates { get; init; }

    public required string Reason { get; init; }

    public required IReadOnlyList<ExcludedCandidate> Excluded { get; init; }
}
