namespace ProviderRouter;

/// <summary>Documents to be ranked by how well they fit a query. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record TextRankingRequest : InferenceRequest
{
    /// <summary>What is sought.</summary>
    public required string Query { get; init; }

    /// <summary>The documents; at least one.</summary>
    public required IReadOnlyList<string> Documents { get; init; }

    /// <summary>How many of the best documents to give; at least 1.</summary>
    /// <value>Default: null, all.</value>
    public int? TopCount { get; init; }

    /// <summary>Whether the provider sends the documents back with their scores.</summary>
    /// <value>Default: null, the provider's default.</value>
    public bool? ReturnDocuments { get; init; }

    /// <summary>What makes a document fit, in words, for models that take instructions.</summary>
    /// <value>Default: null.</value>
    public string? Instruction { get; init; }
}
