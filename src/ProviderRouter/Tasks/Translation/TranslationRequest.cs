namespace ProviderRouter;

/// <summary>A text to be translated. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record TranslationRequest : InferenceRequest
{
    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>The language of the text, by the model's name for it (<c>en</c>, <c>eng_Latn</c>); give both languages or none.</summary>
    /// <value>Default: null, the model's own.</value>
    public string? SourceLanguage { get; init; }

    /// <summary>The language of the translation, by the model's name for it; give both languages or none.</summary>
    /// <value>Default: null, the model's own.</value>
    public string? TargetLanguage { get; init; }

    /// <summary>How a text is cut that is too long for the model.</summary>
    /// <value>Default: null, the provider's default.</value>
    public TextTruncation? Truncation { get; init; }

    /// <summary>Whether needless spaces are taken out of the answer.</summary>
    /// <value>Default: null, the provider's default.</value>
    public bool? CleanUpSpaces { get; init; }

    /// <summary>The most tokens that the translation may have; at least 1.</summary>
    /// <value>Default: null, the model's default.</value>
    public int? MaxOutputTokens { get; init; }
}
