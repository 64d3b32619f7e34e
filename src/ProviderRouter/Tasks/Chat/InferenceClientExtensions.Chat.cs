namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Asks a model one thing.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="prompt">What to ask.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<ChatResponse> ChatAsync(
        this IInferenceClient client, string model, string prompt, CancellationToken cancellationToken = default) =>
        client.ChatAsync(ForPrompt(model, prompt), cancellationToken);

    /// <summary>Asks a model something about an image.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="prompt">What to ask.</param>
    /// <param name="image">The image.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<ChatResponse> ChatAsync(
        this IInferenceClient client, string model, string prompt, MediaContent image, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        return client.ChatAsync(new() { Model = model, Messages = [ChatMessage.User(prompt, new ChatImagePart(image))] }, cancellationToken);
    }

    /// <summary>Continues a conversation.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The conversation.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<ChatResponse> ChatAsync(
        this IInferenceClient client, ChatRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.Chat, request, cancellationToken);
    }

    /// <summary>Asks a model one thing and yields the answer as it comes.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="prompt">What to ask.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.StreamAsync" path="/exception"/>
    public static IAsyncEnumerable<ChatUpdate> ChatStreamAsync(
        this IInferenceClient client, string model, string prompt, CancellationToken cancellationToken = default) =>
        client.ChatStreamAsync(ForPrompt(model, prompt), cancellationToken);

    /// <summary>Continues a conversation and yields the answer as it comes.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The conversation.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.StreamAsync" path="/exception"/>
    public static IAsyncEnumerable<ChatUpdate> ChatStreamAsync(
        this IInferenceClient client, ChatRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.StreamAsync(InferenceTasks.ChatStream, request, cancellationToken);
    }

    private static ChatRequest ForPrompt(string model, string prompt) => new() { Model = model, Messages = [ChatMessage.User(prompt)] };
}
