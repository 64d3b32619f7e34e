namespace ProviderRouter;

/// <summary>A job as its provider showed it last.</summary>
public sealed record JobStatus
{
    /// <summary>How far it has come.</summary>
    public required JobPhase Phase { get; init; }

    /// <summary>How many jobs stand before it; null when the provider does not say.</summary>
    public int? QueuePosition { get; init; }

    /// <summary>How much of the work is done, from 0 to 1; null when the provider does not tell.</summary>
    public double? Fraction { get; init; }

    /// <summary>Lines of the job's log: in a progress report those that are new since the one before, else all that the provider shows.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyList<string> LogLines { get; init; } = [];

    /// <summary>How long ago the job was created.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Why it failed, in the provider's words; null unless it did and the provider says.</summary>
    public string? Error { get; init; }

    /// <summary>Whether the job has come to its end, good or bad.</summary>
    public bool IsDone => Phase is JobPhase.Succeeded or JobPhase.Failed or JobPhase.Canceled;
}
