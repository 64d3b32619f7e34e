namespace ProviderRouter.Load.Mixed;

/// <summary>What the retry matrix says to a failure.</summary>
internal enum Verdict
{
    /// <summary>It is no failure.</summary>
    Pass,

    /// <summary>The same target while attempts remain, then the next.</summary>
    Again,

    /// <summary>The same target once more, then the next.</summary>
    AgainOnce,

    /// <summary>The next target at once.</summary>
    Next,

    /// <summary>The call fails.</summary>
    Throw,
}
