namespace ProviderRouter;

/// <summary>A model that a provider serves.</summary>
public sealed record ListedModel
{
    /// <summary>The provider's instance name.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's own id of the model.</summary>
    public required string Id { get; init; }

    /// <summary>The canonical id in the catalog, that of Hugging Face mostly; null when the catalog does not know the model.</summary>
    public string? CanonicalId { get; init; }

    /// <summary>The Hugging Face ids of its tasks; empty when neither the provider nor the catalog says.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = [];

    /// <summary>What it costs; null when unknown.</summary>
    public CatalogPrice? Price { get; init; }

    /// <summary>What it is known to do: <c>streaming</c>, <c>tools</c>, <c>reasoning</c>, <c>json_schema</c>, <c>vision</c>. A missing word is no "no".</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>The most tokens of prompt and answer together; null when unknown.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>Whether the provider listed it just now; false for the catalog's word.</summary>
    public bool IsLive { get; init; }
}
