namespace ProviderRouter;

/// <summary>A candidate that was left out of a plan.</summary>
public sealed record ExcludedCandidate
{
    /// <summary>The provider and its own id of the model.</summary>
    public required RouteCandidate Candidate { get; init; }

    /// <summary>Why it was left out.</summary>
    public required string Reason { get; init; }

    /// <summary>What would let it serve: a key's variable, a setting; null when nothing would.</summary>
    public string? Remedy { get; init; }

    /// <summary>Whether it was left out for want of the task alone.</summary>
    internal bool LacksTask { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Remedy is null ? $"{Candidate}: {Reason}" : $"{Candidate}: {Reason}; {Remedy}";
}
