namespace ProviderRouter.Providers;

/// <summary>What is known of an exchange when it begins.</summary>
internal readonly record struct AttemptStart
{
    public required RouteCandidate Candidate { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The clock's own mark, from which durations are counted.</summary>
    public required long Timestamp { get; init; }

    public TimeSpan DelayBefore { get; init; }

    public bool IsHedge { get; init; }
}
