using ProviderRouter.Providers.Replicate.Inputs;

namespace ProviderRouter.Providers.Replicate.Models;

/// <summary>What Replicate says of a model, a version or a deployment.</summary>
internal sealed record ReplicateModel
{
    /// <summary>What it calls its inputs; null when Replicate does not tell.</summary>
    public ReplicateInputs? Inputs { get; init; }

    /// <summary>The version that runs; null when none was pushed, or it is not told.</summary>
    public string? Version { get; init; }

    /// <summary>The model whose version it is; null when it is not told.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it is run by its name alone; null when Replicate does not say.</summary>
    public bool? IsOfficial { get; init; }
}
