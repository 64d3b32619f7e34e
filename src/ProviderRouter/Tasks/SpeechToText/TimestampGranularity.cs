namespace ProviderRouter;

/// <summary>What a transcript tells the time of.</summary>
public enum TimestampGranularity
{
    /// <summary>Each segment: a sentence or a part of one.</summary>
    Segment,

    /// <summary>Each word.</summary>
    Word,
}
