namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Has a text translated, by a model that knows one pair of languages.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<TranslationResponse> TranslateAsync(
        this IInferenceClient client, string model, string text, CancellationToken cancellationToken = default) =>
        client.TranslateAsync(new() { Model = model, Text = text }, cancellationToken);

    /// <summary>Has a text translated.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The text and its languages.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<TranslationResponse> TranslateAsync(
        this IInferenceClient client, TranslationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.Translation, request, cancellationToken);
    }
}
