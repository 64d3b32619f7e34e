namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Makes an image from an image.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="image">The image to start from.</param>
    /// <param name="prompt">What to change, or what the new image shall show.</param>
    /// <param name="cancellationToken">Stops the call; a job already started at the provider is cancelled there.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<ImageToImageResponse> EditImageAsync(
        this IInferenceClient client, string model, MediaContent image, string prompt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        return client.EditImageAsync(new() { Model = model, Image = image, Prompt = prompt }, cancellationToken);
    }

    /// <summary>Makes images from an image.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">What to make, and from what.</param>
    /// <param name="cancellationToken">Stops the call; a job already started at the provider is cancelled there.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<ImageToImageResponse> EditImageAsync(
        this IInferenceClient client, ImageToImageRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.ImageToImage, request, cancellationToken);
    }
}
