namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Gives an image labels of the caller's.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="image">The image.</param>
    /// <param name="candidateLabels">The labels from which the model chooses.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<ZeroShotImageClassificationResponse> ClassifyImageZeroShotAsync(
        this IInferenceClient client, string model, MediaContent image, IReadOnlyList<string> candidateLabels, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(candidateLabels);
        return client.ClassifyImageZeroShotAsync(new() { Model = model, Image = image, CandidateLabels = candidateLabels }, cancellationToken);
    }

    /// <summary>Gives an image labels of the caller's.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The image and the labels.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<ZeroShotImageClassificationResponse> ClassifyImageZeroShotAsync(
        this IInferenceClient client, ZeroShotImageClassificationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.ZeroShotImageClassification, request, cancellationToken);
    }
}
