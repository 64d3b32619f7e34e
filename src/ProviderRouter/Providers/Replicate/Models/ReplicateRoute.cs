namespace ProviderRouter.Providers.Replicate;

/// <summary>Where a prediction of a model is created. Source: wire notes of Replicate, §2; the body is closed, so a version goes only where it belongs.</summary>
/// <param name="Path">The path below the base address.</param>
/// <param name="Version">The version for the body; null where the path tells it.</param>
internal sealed record ReplicateRoute(string Path, string? Version)
{
    private const int VersionLength = 64;
    private const string Deployments = "deployments/";

    public static ReplicateRoute Of(string model)
    {
        var colon = model.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            return new("v1/predictions", model[(colon + 1)..]);
        }

        if (model.Length == VersionLength && !model.Contains('/', StringComparison.Ordinal))
        {
            return new("v1/predictions", model);
        }

        return model.StartsWith(Deployments, StringComparison.Ordinal)
            ? new($"v1/{model}/predictions", null)
            : new($"v1/models/{model}/predictions", null);
    }

    /// <summary>The model's own name, without its owner and its version: what an owner is called says nothing of the model.</summary>
    public static string NameOf(string model) => model[(model.LastIndexOf('/') + 1)..].Split(':')[0];
}
