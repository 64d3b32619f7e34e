namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Asks something about the image of a document.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="image">The image of the document.</param>
    /// <param name="question">What to ask.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<DocumentQuestionAnsweringResponse> AskDocumentAsync(
        this IInferenceClient client, string model, MediaContent image, string question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        return client.AskDocumentAsync(new() { Model = model, Image = image, Question = question }, cancellationToken);
    }

    /// <summary>Asks something about the image of a document.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The image and the question.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<DocumentQuestionAnsweringResponse> AskDocumentAsync(
        this IInferenceClient client, DocumentQuestionAnsweringRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.DocumentQuestionAnswering, request, cancellationToken);
    }
}
