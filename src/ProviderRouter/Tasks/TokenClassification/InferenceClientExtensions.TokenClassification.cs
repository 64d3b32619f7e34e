namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Finds names and other entities in a text.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<TokenClassificationResponse> ClassifyTokensAsync(
        this IInferenceClient client, string model, string text, CancellationToken cancellationToken = default) =>
        client.ClassifyTokensAsync(new() { Model = model, Text = text }, cancellationToken);

    /// <summary>Finds names and other entities in a text.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The text.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<TokenClassificationResponse> ClassifyTokensAsync(
        this IInferenceClient client, TokenClassificationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.TokenClassification, request, cancellationToken);
    }
}
