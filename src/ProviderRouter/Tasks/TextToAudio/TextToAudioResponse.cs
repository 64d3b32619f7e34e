namespace ProviderRouter;

/// <summary>Music or sounds made from a text.</summary>
public sealed record TextToAudioResponse : InferenceResponse
{
    /// <summary>The sound.</summary>
    public required MediaContent Audio { get; init; }

    /// <inheritdoc cref="MediaContent.SaveAsync"/>
    public Task SaveAsync(string path, CancellationToken cancellationToken = default) => Audio.SaveAsync(path, cancellationToken);
}
