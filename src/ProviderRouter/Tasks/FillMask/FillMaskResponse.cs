namespace ProviderRouter;

/// <summary>Fillings of the gaps of a text.</summary>
public sealed record FillMaskResponse : InferenceResponse
{
    /// <summary>For each gap, in the order of the text, its fillings, best first; never empty.</summary>
    public required IReadOnlyList<IReadOnlyList<MaskFill>> Masks { get; init; }

    /// <summary>The fillings of the first gap, best first.</summary>
    public IReadOnlyList<MaskFill> Fills => Masks[0];
}
