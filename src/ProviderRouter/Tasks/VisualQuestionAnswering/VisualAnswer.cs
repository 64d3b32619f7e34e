namespace ProviderRouter;

/// <summary>An answer to a question about an image.</summary>
public sealed record VisualAnswer
{
    /// <summary>The answer.</summary>
    public required string Answer { get; init; }

    /// <summary>How sure the model is, from 0 to 1; null when it did not say.</summary>
    public double? Score { get; init; }
}
