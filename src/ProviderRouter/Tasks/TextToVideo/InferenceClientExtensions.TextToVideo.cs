namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Makes a video from a text.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="prompt">What the video shall show.</param>
    /// <param name="cancellationToken">Stops the call; a job already started at the provider is cancelled there.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<TextToVideoResponse> GenerateVideoAsync(
        this IInferenceClient client, string model, string prompt, CancellationToken cancellationToken = default) =>
        client.GenerateVideoAsync(new() { Model = model, Prompt = prompt }, cancellationToken);

    /// <summary>Makes a video from a text.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">What to make.</param>
    /// <param name="cancellationToken">Stops the call; a job already started at the provider is cancelled there.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<TextToVideoResponse> GenerateVideoAsync(
        this IInferenceClient client, TextToVideoRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.TextToVideo, request, cancellationToken);
    }
}
