namespace ProviderRouter;

/// <summary>Videos made from an image.</summary>
public sealed record ImageToVideoResponse : InferenceResponse
{
    /// <summary>The videos; never empty.</summary>
    public required IReadOnlyList<MediaContent> Videos { get; init; }

    /// <summary>The first video.</summary>
    public MediaContent Video => Videos[0];

    /// <summary>The seed that was used; null when the provider did not say.</summary>
    public long? Seed { get; init; }

    /// <inheritdoc cref="MediaContent.SaveAsync"/>
    /// <remarks>Saves the first video.</remarks>
    public Task SaveAsync(string path, CancellationToken cancellationToken = default) => Video.SaveAsync(path, cancellationToken);
}
