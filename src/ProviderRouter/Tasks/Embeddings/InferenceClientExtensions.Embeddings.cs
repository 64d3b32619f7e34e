namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Turns a text into a vector.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="input">The text.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<EmbeddingsResponse> EmbedAsync(
        this IInferenceClient client, string model, string input, CancellationToken cancellationToken = default) =>
        client.EmbedAsync(new() { Model = model, Inputs = [input] }, cancellationToken);

    /// <summary>Turns texts into vectors.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The texts.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<EmbeddingsResponse> EmbedAsync(
        this IInferenceClient client, EmbeddingsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.Embeddings, request, cancellationToken);
    }
}
