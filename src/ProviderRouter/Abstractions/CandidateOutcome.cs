namespace ProviderRouter;

/// <summary>What became of a candidate in a call.</summary>
public enum CandidateOutcome
{
    /// <summary>It was never its turn.</summary>
    NotAsked,

    /// <summary>It served the answer.</summary>
    Served,

    /// <summary>It was asked and failed, or another was faster.</summary>
    Failed,

    /// <summary>It was its turn, and it was not asked: its circuit is open, say, or it cools down.</summary>
    PassedOver,

    /// <summary>The plan left it out: no key, or it does not do the task.</summary>
    Excluded,
}
