namespace ProviderRouter;

/// <summary>An answer, taken from a table.</summary>
public sealed record TableQuestionAnsweringResponse : InferenceResponse
{
    /// <summary>The answer.</summary>
    public required string Answer { get; init; }

    /// <summary>Where the cells of the answer are.</summary>
    public IReadOnlyList<TableCell> Coordinates { get; init; } = [];

    /// <summary>The texts of the cells of the answer.</summary>
    public IReadOnlyList<string> Cells { get; init; } = [];

    /// <summary>What makes the answer of the cells, by the model's name for it (<c>SUM</c>, <c>COUNT</c>, <c>NONE</c>); null when it makes none.</summary>
    public string? Aggregator { get; init; }

    /// <summary>The answer.</summary>
    public sealed override string ToString() => Answer;
}
