namespace ProviderRouter.Providers;

/// <summary>One wait for a job: which, who wants to know of it, and what becomes of the job when the wait is given up.</summary>
public abstract class JobWait
{
    private protected JobWait()
    {
    }

    /// <summary>The job.</summary>
    public required JobHandle Handle { get; init; }

    /// <summary>Gets the job's state each time it was read; null for nobody.</summary>
    public IProgress<JobStatus>? Progress { get; init; }

    /// <summary>Whether the job is cancelled at the provider when the wait is given up; one whose time is over is in any case.</summary>
    public bool CancelsRemote { get; init; }

    /// <summary>Rings when the job should be read at once; null when nothing does.</summary>
    internal JobBell? Bell { get; init; }
}
