namespace ProviderRouter;

/// <summary>A document with how well it fits the query.</summary>
public sealed record RankedDocument
{
    /// <summary>Its place among the documents of the request, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>How well it fits; the range is the model's own, higher is better.</summary>
    public required double Score { get; init; }

    /// <summary>Its text; null when the provider did not send it back.</summary>
    public string? Document { get; init; }
}
