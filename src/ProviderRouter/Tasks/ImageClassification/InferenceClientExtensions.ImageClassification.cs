namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Gives an image labels.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="image">The image.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<ImageClassificationResponse> ClassifyImageAsync(
        this IInferenceClient client, string model, MediaContent image, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        return client.ClassifyImageAsync(new() { Model = model, Image = image }, cancellationToken);
    }

    /// <summary>Gives an image labels.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The image.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<ImageClassificationResponse> ClassifyImageAsync(
        this IInferenceClient client, ImageClassificationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.ImageClassification, request, cancellationToken);
    }
}
