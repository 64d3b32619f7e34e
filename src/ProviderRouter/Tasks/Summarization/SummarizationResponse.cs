namespace ProviderRouter;

/// <summary>A summary.</summary>
public sealed record SummarizationResponse : InferenceResponse
{
    /// <summary>The summary.</summary>
    public required string Text { get; init; }

    /// <summary>The summary.</summary>
    public sealed override string ToString() => Text;
}
