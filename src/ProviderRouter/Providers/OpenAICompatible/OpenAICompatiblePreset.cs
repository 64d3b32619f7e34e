using ProviderRouter.Protocols.OpenAI;

namespace ProviderRouter.Providers.OpenAICompatible;

/// <summary>A known server that speaks OpenAI's protocol: what has to be said of it, as data.</summary>
/// <param name="Name">The instance name, which is that of the catalog where it has one.</param>
/// <param name="BaseAddress">Its address with the version segment.</param>
/// <param name="KeyVariables">The environment variables that may hold the key, best first; none for a server on this machine, which needs no key.</param>
internal sealed record OpenAICompatiblePreset(string Name, string BaseAddress, params IReadOnlyList<string> KeyVariables)
{
    /// <summary>In what it differs from the others.</summary>
    public OpenAIDialect Dialect { get; init; } = new();

    /// <summary>Fills in what neither configuration nor code has set.</summary>
    public void Apply(OpenAICompatibleOptions options)
    {
        options.BaseAddress ??= new(BaseAddress);
        options.Use(this);
    }
}
