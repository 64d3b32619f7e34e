namespace ProviderRouter;

/// <summary>What an image shows, in words.</summary>
public sealed record ImageToTextResponse : InferenceResponse
{
    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>The text.</summary>
    public sealed override string ToString() => Text;
}
