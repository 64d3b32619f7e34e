namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Divides an image by what it shows.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="image">The image.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<ImageSegmentationResponse> SegmentImageAsync(
        this IInferenceClient client, string model, MediaContent image, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        return client.SegmentImageAsync(new() { Model = model, Image = image }, cancellationToken);
    }

    /// <summary>Divides an image by what it shows.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The image.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<ImageSegmentationResponse> SegmentImageAsync(
        this IInferenceClient client, ImageSegmentationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.ImageSegmentation, request, cancellationToken);
    }
}
