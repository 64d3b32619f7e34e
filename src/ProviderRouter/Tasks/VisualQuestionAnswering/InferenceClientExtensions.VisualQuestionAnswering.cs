namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Asks something about an image.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="image">The image.</param>
    /// <param name="question">What to ask.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<VisualQuestionAnsweringResponse> AskImageAsync(
        this IInferenceClient client, string model, MediaContent image, string question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        return client.AskImageAsync(new() { Model = model, Image = image, Question = question }, cancellationToken);
    }

    /// <summary>Asks something about an image.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The image and the question.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<VisualQuestionAnsweringResponse> AskImageAsync(
        this IInferenceClient client, VisualQuestionAnsweringRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.VisualQuestionAnswering, request, cancellationToken);
    }
}
