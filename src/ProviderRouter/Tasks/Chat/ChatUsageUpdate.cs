namespace ProviderRouter;

/// <summary>What the answer consumed; comes once, when the provider reported it.</summary>
/// <param name="Usage">The usage.</param>
public sealed record ChatUsageUpdate(Usage Usage) : ChatUpdate
{
    /// <inheritdoc/>
    protected internal override bool IsContent => false;

    internal override Usage? ReportedUsage => Usage;
}
