namespace ProviderRouter;

/// <summary>A candidate of a call, and why it was in or out.</summary>
public sealed record TracedCandidate
{
    /// <summary>The provider and its own id of the model.</summary>
    public required RouteCandidate Candidate { get; init; }

    /// <summary>What became of it.</summary>
    public required CandidateOutcome Outcome { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Candidate}: {Reason}";
}
