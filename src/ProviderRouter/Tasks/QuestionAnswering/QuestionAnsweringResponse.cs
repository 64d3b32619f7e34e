namespace ProviderRouter;

/// <summary>Answers to a question, taken from a text.</summary>
public sealed record QuestionAnsweringResponse : InferenceResponse
{
    /// <summary>The answers, best first; never empty.</summary>
    public required IReadOnlyList<TextAnswer> Answers { get; init; }

    /// <summary>The best answer.</summary>
    public string Answer => Answers[0].Answer;

    /// <summary>The best answer.</summary>
    public sealed override string ToString() => Answer;
}
