namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Gives a text labels.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<TextClassificationResponse> ClassifyTextAsync(
        this IInferenceClient client, string model, string text, CancellationToken cancellationToken = default) =>
        client.ClassifyTextAsync(new() { Model = model, Text = text }, cancellationToken);

    /// <summary>Gives a text labels.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The text.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<TextClassificationResponse> ClassifyTextAsync(
        this IInferenceClient client, TextClassificationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.TextClassification, request, cancellationToken);
    }
}
