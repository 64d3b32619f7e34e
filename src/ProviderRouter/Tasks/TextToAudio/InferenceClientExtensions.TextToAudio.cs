namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Makes music or sounds from a text.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="prompt">What shall be heard.</param>
    /// <param name="cancellationToken">Stops the call; a job already started at the provider is cancelled there.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<TextToAudioResponse> GenerateAudioAsync(
        this IInferenceClient client, string model, string prompt, CancellationToken cancellationToken = default) =>
        client.GenerateAudioAsync(new() { Model = model, Prompt = prompt }, cancellationToken);

    /// <summary>Makes music or sounds from a text.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">What to make.</param>
    /// <param name="cancellationToken">Stops the call; a job already started at the provider is cancelled there.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<TextToAudioResponse> GenerateAudioAsync(
        this IInferenceClient client, TextToAudioRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.TextToAudio, request, cancellationToken);
    }
}
