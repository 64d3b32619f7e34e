namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Makes an image from a text.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="prompt">What the image shall show.</param>
    /// <param name="cancellationToken">Stops the call; a job already started at the provider is cancelled there.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<TextToImageResponse> GenerateImageAsync(
        this IInferenceClient client, string model, string prompt, CancellationToken cancellationToken = default) =>
        client.GenerateImageAsync(new() { Model = model, Prompt = prompt }, cancellationToken);

    /// <summary>Makes images from a text.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">What to make.</param>
    /// <param name="cancellationToken">Stops the call; a job already started at the provider is cancelled there.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<TextToImageResponse> GenerateImageAsync(
        this IInferenceClient client, TextToImageRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.TextToImage, request, cancellationToken);
    }
}
