namespace ProviderRouter.Routing;

/// <summary>The outcome of planning: usable candidates in order, why, and who was left out.</summary>
internal sealed record RouteDecision : ITracedPlan
{
    private RouteTrace? trace;

    public required IReadOnlyList<PlannedCandidate> Candidates { get; init; }

    public required string Reason { get; init; }

    public required IReadOnlyList<ExcludedCandidate> Excluded { get; init; }

    /// <summary>The plan as a trace begins with it.</summary>
    public RouteTrace Trace => trace ??= new(this);

    IEnumerable<RouteCandidate> ITracedPlan.InOrder => Candidates.Select(planned => planned.Candidate);
}
