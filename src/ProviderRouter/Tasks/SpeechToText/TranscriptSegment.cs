namespace ProviderRouter;

/// <summary>A piece of what was said: a segment or a word.</summary>
public sealed record TranscriptSegment
{
    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>When it begins, from the start of the sound; null when the provider did not say.</summary>
    public TimeSpan? Start { get; init; }

    /// <summary>When it ends, from the start of the sound; null when the provider did not say.</summary>
    public TimeSpan? End { get; init; }

    /// <summary>Who speaks, by the provider's label; null when it did not say.</summary>
    public string? Speaker { get; init; }
}
