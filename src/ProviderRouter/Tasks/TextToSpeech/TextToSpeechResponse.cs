namespace ProviderRouter;

/// <summary>A spoken text.</summary>
public sealed record TextToSpeechResponse : InferenceResponse
{
    /// <summary>The sound.</summary>
    public required MediaContent Audio { get; init; }

    /// <inheritdoc cref="MediaContent.SaveAsync"/>
    public Task SaveAsync(string path, CancellationToken cancellationToken = default) => Audio.SaveAsync(path, cancellationToken);
}
