namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Gives a sound labels.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="audio">The sound.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<AudioClassificationResponse> ClassifyAudioAsync(
        this IInferenceClient client, string model, MediaContent audio, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        return client.ClassifyAudioAsync(new() { Model = model, Audio = audio }, cancellationToken);
    }

    /// <summary>Gives a sound labels.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The sound.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<AudioClassificationResponse> ClassifyAudioAsync(
        this IInferenceClient client, AudioClassificationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.AudioClassification, request, cancellationToken);
    }
}
