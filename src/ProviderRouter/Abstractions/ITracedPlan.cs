namespace ProviderRouter;

/// <summary>What a trace shows of the plan of a call.</summary>
internal interface ITracedPlan
{
    string Reason { get; }

    IReadOnlyList<ExcludedCandidate> Excluded { get; }

    IEnumerable<RouteCandidate> InOrder { get; }
}
