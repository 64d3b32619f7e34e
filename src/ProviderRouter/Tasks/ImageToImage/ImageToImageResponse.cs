namespace ProviderRouter;

/// <summary>Images made from an image.</summary>
public sealed record ImageToImageResponse : InferenceResponse
{
    /// <summary>The images; never empty.</summary>
    public required IReadOnlyList<MediaContent> Images { get; init; }

    /// <summary>The first image.</summary>
    public MediaContent Image => Images[0];

    /// <summary>The seed that was used; null when the provider did not say.</summary>
    public long? Seed { get; init; }

    /// <summary>The prompt as the provider rewrote it; null when it did not.</summary>
    public string? RevisedPrompt { get; init; }

    /// <inheritdoc cref="MediaContent.SaveAsync"/>
    /// <remarks>Saves the first image.</remarks>
    public Task SaveAsync(string path, CancellationToken cancellationToken = default) => Image.SaveAsync(path, cancellationToken);
}
