namespace ProviderRouter.Resilience;

/// <summary>What stands in the way of an exchange with a target.</summary>
internal enum TargetBlock
{
    None,

    /// <summary>The target named a wait that is not over.</summary>
    CoolingDown,

    /// <summary>The target said that it is too much and named no wait: others are better, but a lone target is asked all the same.</summary>
    CoolingDownUnasked,

    /// <summary>Too much failed lately.</summary>
    CircuitOpen,

    /// <summary>One exchange is finding out whether the target works again.</summary>
    Probing,
}
