namespace ProviderRouter;

/// <summary>Entities of a text.</summary>
public sealed record TokenClassificationResponse : InferenceResponse
{
    /// <summary>The entities, in the order of the text.</summary>
    public required IReadOnlyList<TokenEntity> Entities { get; init; }
}
