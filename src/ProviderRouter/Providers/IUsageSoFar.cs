namespace ProviderRouter.Providers;

/// <summary>A stream of a provider that may tell the usage before its end, with every piece say.</summary>
internal interface IUsageSoFar
{
    /// <summary>What was told last; null when nothing was.</summary>
    Usage? UsageSoFar { get; }
}
