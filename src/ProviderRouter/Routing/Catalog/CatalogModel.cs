namespace ProviderRouter.Routing;

/// <summary>A model: what it is called, what it does, and who serves it.</summary>
public sealed record CatalogModel
{
    /// <summary>The canonical id: that of Hugging Face where there is one.</summary>
    public required string Id { get; init; }

    /// <summary>Other names under which it is found, case ignored.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The Hugging Face ids of its tasks.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>Its family, in lower case: <c>llama</c>, say; null when unknown.</summary>
    public string? Family { get; init; }

    /// <summary>Who serves it, the preferred offer first. Several of one provider are variants; the first of them is the main one.</summary>
    public required IReadOnlyList<CatalogOffer> Offers { get; init; }
}
