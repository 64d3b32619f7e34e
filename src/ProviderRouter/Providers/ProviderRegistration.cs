using ProviderRouter.Resilience;

namespace ProviderRouter.Providers;

/// <summary>A provider as the router sees it: made on first use, and passed over without a key.</summary>
internal sealed class ProviderRegistration(string name, Func<IProvider> create)
{
    private readonly Lazy<IProvider> provider = new(create);

    public string Name { get; } = name;

    /// <summary>Null when the provider can be asked; else why not.</summary>
    public string? NotReadyReason { get; init; }

    /// <summary>What would make it ready.</summary>
    public string? Remedy { get; init; }

    /// <summary>Where the key was found; null when there is none.</summary>
    public string? KeySource { get; init; }

    /// <summary>What is known of its targets; null where nothing is kept, as in tests of the planner.</summary>
    public ProviderTargets? Targets { get; init; }

    public bool IsReady => NotReadyReason is null;

    public IProvider Provider => provider.Value;

    public bool Supports(InferenceTask task) => Provider.Handlers.Supports(task);
}
