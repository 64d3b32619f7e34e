namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Has speech written down.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="audio">The sound.</param>
    /// <param name="cancellationToken">Stops the call; a job already started at the provider is cancelled there.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<SpeechToTextResponse> TranscribeAsync(
        this IInferenceClient client, string model, MediaContent audio, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        return client.TranscribeAsync(new() { Model = model, Audio = audio }, cancellationToken);
    }

    /// <summary>Has speech written down.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The sound, and how to write it down.</param>
    /// <param name="cancellationToken">Stops the call; a job already started at the provider is cancelled there.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<SpeechToTextResponse> TranscribeAsync(
        this IInferenceClient client, SpeechToTextRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.SpeechToText, request, cancellationToken);
    }
}
