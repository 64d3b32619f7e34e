namespace ProviderRouter;

/// <summary>Answers to a question about an image.</summary>
public sealed record VisualQuestionAnsweringResponse : InferenceResponse
{
    /// <summary>The answers, best first; never empty.</summary>
    public required IReadOnlyList<VisualAnswer> Answers { get; init; }

    /// <summary>The best answer.</summary>
    public string Answer => Answers[0].Answer;

    /// <summary>The best answer.</summary>
    public sealed override string ToString() => Answer;
}
