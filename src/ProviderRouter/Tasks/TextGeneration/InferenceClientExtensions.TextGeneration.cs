namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Has a text continued.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="prompt">The text that the model continues.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<TextGenerationResponse> GenerateTextAsync(
        this IInferenceClient client, string model, string prompt, CancellationToken cancellationToken = default) =>
        client.GenerateTextAsync(new() { Model = model, Prompt = prompt }, cancellationToken);

    /// <summary>Has a text continued.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The text, and how to continue it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<TextGenerationResponse> GenerateTextAsync(
        this IInferenceClient client, TextGenerationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.TextGeneration, request, cancellationToken);
    }

    /// <summary>Has a text continued and yields the continuation as it comes.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="prompt">The text that the model continues.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.StreamAsync" path="/exception"/>
    public static IAsyncEnumerable<TextGenerationUpdate> GenerateTextStreamAsync(
        this IInferenceClient client, string model, string prompt, CancellationToken cancellationToken = default) =>
        client.GenerateTextStreamAsync(new() { Model = model, Prompt = prompt }, cancellationToken);

    /// <summary>Has a text continued and yields the continuation as it comes.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The text, and how to continue it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.StreamAsync" path="/exception"/>
    public static IAsyncEnumerable<TextGenerationUpdate> GenerateTextStreamAsync(
        this IInferenceClient client, TextGenerationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.StreamAsync(InferenceTasks.TextGenerationStream, request, cancellationToken);
    }
}
