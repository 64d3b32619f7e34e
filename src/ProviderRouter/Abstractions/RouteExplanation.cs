namespace ProviderRouter;

/// <summary>The plan for a request: who would be asked, in which order, and why the others would not.</summary>
public sealed record RouteExplanation
{
    /// <summary>Why the plan is as it is, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>Who would be asked, best first. Empty when nobody can serve the request.</summary>
    public required IReadOnlyList<ExplainedCandidate> Candidates { get; init; }

    /// <summary>Who would have been asked but cannot be, each with the reason and what would help.</summary>
    public required IReadOnlyList<ExcludedCandidate> Excluded { get; init; }
}
