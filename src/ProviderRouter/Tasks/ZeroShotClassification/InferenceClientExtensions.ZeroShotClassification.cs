namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Gives a text labels of the caller's.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="text">The text.</param>
    /// <param name="candidateLabels">The labels from which the model chooses.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<ZeroShotClassificationResponse> ClassifyZeroShotAsync(
        this IInferenceClient client, string model, string text, IReadOnlyList<string> candidateLabels, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(candidateLabels);
        return client.ClassifyZeroShotAsync(new() { Model = model, Text = text, CandidateLabels = candidateLabels }, cancellationToken);
    }

    /// <summary>Gives a text labels of the caller's.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The text and the labels.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<ZeroShotClassificationResponse> ClassifyZeroShotAsync(
        this IInferenceClient client, ZeroShotClassificationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.ZeroShotClassification, request, cancellationToken);
    }
}
