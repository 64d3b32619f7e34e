namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Has an image put into words.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="image">The image.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<ImageToTextResponse> DescribeImageAsync(
        this IInferenceClient client, string model, MediaContent image, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        return client.DescribeImageAsync(new() { Model = model, Image = image }, cancellationToken);
    }

    /// <summary>Has an image put into words.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The image, and what to tell of it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<ImageToTextResponse> DescribeImageAsync(
        this IInferenceClient client, ImageToTextRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.ImageToText, request, cancellationToken);
    }
}
