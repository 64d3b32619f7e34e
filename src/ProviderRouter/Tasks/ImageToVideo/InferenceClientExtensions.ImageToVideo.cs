namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Makes a video from an image.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="image">The image with which the video begins.</param>
    /// <param name="prompt">What shall happen.</param>
    /// <param name="cancellationToken">Stops the call; a job already started at the provider is cancelled there.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<ImageToVideoResponse> AnimateImageAsync(
        this IInferenceClient client, string model, MediaContent image, string prompt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        return client.AnimateImageAsync(new() { Model = model, Image = image, Prompt = prompt }, cancellationToken);
    }

    /// <summary>Makes a video from an image.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">What to make, and from what.</param>
    /// <param name="cancellationToken">Stops the call; a job already started at the provider is cancelled there.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<ImageToVideoResponse> AnimateImageAsync(
        this IInferenceClient client, ImageToVideoRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.ImageToVideo, request, cancellationToken);
    }
}
