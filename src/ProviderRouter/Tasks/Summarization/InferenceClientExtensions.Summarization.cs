namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Has a text told in short.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<SummarizationResponse> SummarizeAsync(
        this IInferenceClient client, string model, string text, CancellationToken cancellationToken = default) =>
        client.SummarizeAsync(new() { Model = model, Text = text }, cancellationToken);

    /// <summary>Has a text told in short.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The text, and how long the summary may be.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<SummarizationResponse> SummarizeAsync(
        this IInferenceClient client, SummarizationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.Summarization, request, cancellationToken);
    }
}
