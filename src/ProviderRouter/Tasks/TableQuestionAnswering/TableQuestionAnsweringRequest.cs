namespace ProviderRouter;

/// <summary>A question to be answered from a table. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record TableQuestionAnsweringRequest : InferenceRequest
{
    /// <summary>What to ask.</summary>
    public required string Query { get; init; }

    /// <summary>The table: by its head each column, the cells of which stand in the order of the rows. All columns are equally long.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Table { get; init; }
}
