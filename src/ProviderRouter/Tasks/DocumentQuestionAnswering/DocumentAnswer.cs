namespace ProviderRouter;

/// <summary>An answer to a question about a document.</summary>
public sealed record DocumentAnswer
{
    /// <summary>The answer.</summary>
    public required string Answer { get; init; }

    /// <summary>How sure the model is, from 0 to 1; null when it did not say.</summary>
    public double? Score { get; init; }

    /// <summary>The place of its first word among the words of the document, from 0; null when the provider did not say.</summary>
    public int? Start { get; init; }

    /// <summary>The place of its last word among the words of the document, from 0; null when the provider did not say.</summary>
    public int? End { get; init; }
}
