namespace ProviderRouter;

/// <summary>Answers to a question about a document.</summary>
public sealed record DocumentQuestionAnsweringResponse : InferenceResponse
{
    /// <summary>The answers, best first; never empty.</summary>
    public required IReadOnlyList<DocumentAnswer> Answers { get; init; }

    /// <summary>The best answer.</summary>
    public string Answer => Answers[0].Answer;

    /// <summary>The best answer.</summary>
    public sealed override string ToString() => Answer;
}
