namespace ProviderRouter;

/// <summary>How far a job has come. A state of the provider's that is not known counts as <see cref="Running"/>.</summary>
public enum JobPhase
{
    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>The model is being loaded; minutes are usual for one that was not used for a while.</summary>
    Starting,

    /// <summary>The model runs.</summary>
    Running,

    /// <summary>It is done, and its result can be had.</summary>
    Succeeded,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It was cancelled, or ended by its own deadline.</summary>
    Canceled,
}
