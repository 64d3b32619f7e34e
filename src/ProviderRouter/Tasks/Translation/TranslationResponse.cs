namespace ProviderRouter;

/// <summary>A translation.</summary>
public sealed record TranslationResponse : InferenceResponse
{
    /// <summary>The translation.</summary>
    public required string Text { get; init; }

    /// <summary>The translation.</summary>
    public sealed override string ToString() => Text;
}
