using System.Collections.Frozen;

namespace ProviderRouter.Providers;

/// <summary>All providers of a client, in order of registration and by name.</summary>
internal sealed class ProviderDirectory
{
    private readonly FrozenDictionary<string, ProviderRegistration> byName;

    public ProviderDirectory(IReadOnlyList<ProviderRegistration> providers)
    {
        All = providers;
        byName = providers.ToFrozenDictionary(provider => provider.Name, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<ProviderRegistration> All { get; }

    public ProviderRegistration? Find(string name) => byName.GetValueOrDefault(name);
}
