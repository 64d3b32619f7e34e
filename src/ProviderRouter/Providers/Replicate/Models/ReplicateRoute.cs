namespace ProviderRouter.Providers.Replicate.Models;

/// <summary>Where a prediction of a model is created. Source: wire notes of Replicate, §2; the body is closed, so a version goes only where it belongs.</summary>
/// <param name="Path">The path below the base address.</param>
/// <param name="Version">The version for the body; null where the path tells it.</param>
internal sealed record ReplicateRoute(string Path, string? Version)
{
    /// <summary>Where a version is run.</summary>
    public static ReplicateRoute OfVersion(string version) => new("v1/predictions", version);
}
