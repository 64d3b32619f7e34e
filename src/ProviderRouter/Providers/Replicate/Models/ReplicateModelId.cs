namespace ProviderRouter.Providers.Replicate.Models;

/// <summary>A model as a caller names it: <c>owner/name</c>, <c>owner/name:version</c>, a version alone, or <c>deployments/owner/name</c>.</summary>
internal sealed record ReplicateModelId
{
    private const int VersionLength = 64;
    private const string Deployments = "deployments/";

    private ReplicateModelId()
    {
    }

    /// <summary>Owner and name; null for a version alone and for a deployment, which do not tell.</summary>
    public string? Name { get; private init; }

    public string? Version { get; private init; }

    /// <summary>The deployment with its owner; null for a model.</summary>
    public string? Deployment { get; private init; }

    /// <summary>Whether the id leaves open which version runs, so that it takes a look-up to run a community model.</summary>
    public bool IsOpen => Name is not null && Version is null;

    /// <summary>Where it is run, as far as the id tells.</summary>
    public ReplicateRoute Route =>
        Version is not null ? ReplicateRoute.OfVersion(Version)
        : Deployment is not null ? new($"v1/{Deployments}{Deployment}/predictions", null)
        : new($"v1/models/{Name}/predictions", null);

    public static ReplicateModelId Parse(string model)
    {
        var colon = model.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            return new() { Name = model[..colon], Version = model[(colon + 1)..] };
        }

        if (model.Length == VersionLength && !model.Contains('/', StringComparison.Ordinal))
        {
            return new() { Version = model };
        }

        return model.StartsWith(Deployments, StringComparison.Ordinal) ? new() { Deployment = model[Deployments.Length..] } : new() { Name = model };
    }
}
