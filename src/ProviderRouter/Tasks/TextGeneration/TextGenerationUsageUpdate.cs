namespace ProviderRouter;

/// <summary>What the answer consumed; comes once, when the provider reported it.</summary>
/// <param name="Usage">The usage.</param>
public sealed record TextGenerationUsageUpdate(Usage Usage) : TextGenerationUpdate
{
    /// <inheritdoc/>
    protected internal override bool IsContent => false;

    internal override Usage? ReportedUsage => Usage;
}
