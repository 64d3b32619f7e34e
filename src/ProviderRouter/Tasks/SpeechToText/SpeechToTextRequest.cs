namespace ProviderRouter;

/// <summary>Speech to be written down. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record SpeechToTextRequest : InferenceRequest
{
    /// <summary>The sound.</summary>
    public required MediaContent Audio { get; init; }

    /// <summary>The language that is spoken, as a code: <c>en</c>, <c>de</c>.</summary>
    /// <value>Default: null, the model finds it out.</value>
    public string? Language { get; init; }

    /// <summary>Whether the text is written in English, whatever is spoken.</summary>
    /// <value>Default: false.</value>
    public bool Translate { get; init; }

    /// <summary>Whether the answer tells when each segment or each word was said.</summary>
    /// <value>Default: null, as the provider likes.</value>
    public TimestampGranularity? Timestamps { get; init; }

    /// <summary>A text before the sound, from which the model takes spelling and style.</summary>
    /// <value>Default: null.</value>
    public string? Prompt { get; init; }

    /// <summary>Whether the answer tells who speaks.</summary>
    /// <value>Default: null, no.</value>
    public bool? Diarize { get; init; }

    /// <summary>How many people speak; with <see cref="Diarize"/>.</summary>
    /// <value>Default: null, the model finds it out.</value>
    public int? SpeakerCount { get; init; }

    /// <summary>How freely the model chooses, from 0 to 1.</summary>
    /// <value>Default: null, the model's default.</value>
    public double? Temperature { get; init; }
}
