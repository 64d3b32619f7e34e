namespace ProviderRouter;

/// <summary>A model's continuation of a text.</summary>
public sealed record TextGenerationResponse : InferenceResponse
{
    /// <summary>The continuations, as many as were asked for; never empty.</summary>
    public required IReadOnlyList<TextGenerationChoice> Choices { get; init; }

    /// <summary>The first continuation's text.</summary>
    public string Text => Choices[0].Text;

    /// <summary>Why the model stopped the first continuation.</summary>
    public FinishReason FinishReason => Choices[0].FinishReason;

    /// <summary>The first continuation's text.</summary>
    public sealed override string ToString() => Text;
}
