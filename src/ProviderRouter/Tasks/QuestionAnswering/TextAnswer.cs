namespace ProviderRouter;

/// <summary>An answer, taken from a text.</summary>
public sealed record TextAnswer
{
    /// <summary>The answer; empty when the model found that there is none.</summary>
    public required string Answer { get; init; }

    /// <summary>How sure the model is, from 0 to 1.</summary>
    public required double Score { get; init; }

    /// <summary>Where it begins, in characters from the start of the text.</summary>
    public required int Start { get; init; }

    /// <summary>Where it ends, in characters from the start of the text, its last one not included.</summary>
    public required int End { get; init; }
}
