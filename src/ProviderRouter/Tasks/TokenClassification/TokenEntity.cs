namespace ProviderRouter;

/// <summary>A name or another entity in a text.</summary>
public sealed record TokenEntity
{
    /// <summary>What it is, by the model's name for it: <c>PER</c>, <c>LOC</c>.</summary>
    public required string Label { get; init; }

    /// <summary>How sure the model is, from 0 to 1.</summary>
    public required double Score { get; init; }

    /// <summary>Its text, as the model spells it.</summary>
    public required string Word { get; init; }

    /// <summary>Where it begins, in characters from the start of the text; null when the provider did not say.</summary>
    public int? Start { get; init; }

    /// <summary>Where it ends, in characters from the start of the text, its last one not included; null when the provider did not say.</summary>
    public int? End { get; init; }
}
