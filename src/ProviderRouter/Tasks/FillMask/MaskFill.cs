namespace ProviderRouter;

/// <summary>A filling of a gap.</summary>
public sealed record MaskFill
{
    /// <summary>The text with the gap filled.</summary>
    public required string Sequence { get; init; }

    /// <summary>How likely it is, from 0 to 1.</summary>
    public required double Score { get; init; }

    /// <summary>The filling's number in the model's vocabulary.</summary>
    public required long Token { get; init; }

    /// <summary>The filling.</summary>
    public required string TokenText { get; init; }
}
