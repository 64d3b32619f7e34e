namespace ProviderRouter;

/// <summary>Speech, written down.</summary>
public sealed record SpeechToTextResponse : InferenceResponse
{
    /// <summary>The whole text.</summary>
    public required string Text { get; init; }

    /// <summary>The language that was spoken, as the provider names it; null when it did not say.</summary>
    public string? Language { get; init; }

    /// <summary>How long the sound lasts; null when the provider did not say.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The text in segments, in order; empty when the provider gave none.</summary>
    public IReadOnlyList<TranscriptSegment> Segments { get; init; } = [];

    /// <summary>The text in words, in order; empty when the provider gave none.</summary>
    public IReadOnlyList<TranscriptSegment> Words { get; init; } = [];

    /// <summary>The whole text.</summary>
    public sealed override string ToString() => Text;
}
