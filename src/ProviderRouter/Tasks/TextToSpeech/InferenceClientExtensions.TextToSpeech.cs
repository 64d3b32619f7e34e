namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Has a text spoken.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="text">What to say.</param>
    /// <param name="cancellationToken">Stops the call; a job already started at the provider is cancelled there.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<TextToSpeechResponse> GenerateSpeechAsync(
        this IInferenceClient client, string model, string text, CancellationToken cancellationToken = default) =>
        client.GenerateSpeechAsync(new() { Model = model, Text = text }, cancellationToken);

    /// <summary>Has a text spoken.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">What to say, and how.</param>
    /// <param name="cancellationToken">Stops the call; a job already started at the provider is cancelled there.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<TextToSpeechResponse> GenerateSpeechAsync(
        this IInferenceClient client, TextToSpeechRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.TextToSpeech, request, cancellationToken);
    }

    /// <summary>Has a text spoken and yields the sound as it comes.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="text">What to say.</param>
    /// <param name="cancellationToken">Stops the call; a job already started at the provider is cancelled there.</param>
    /// <inheritdoc cref="IInferenceClient.StreamAsync" path="/exception"/>
    public static IAsyncEnumerable<TextToSpeechUpdate> GenerateSpeechStreamAsync(
        this IInferenceClient client, string model, string text, CancellationToken cancellationToken = default) =>
        client.GenerateSpeechStreamAsync(new() { Model = model, Text = text }, cancellationToken);

    /// <summary>Has a text spoken and yields the sound as it comes.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">What to say, and how.</param>
    /// <param name="cancellationToken">Stops the call; a job already started at the provider is cancelled there.</param>
    /// <inheritdoc cref="IInferenceClient.StreamAsync" path="/exception"/>
    public static IAsyncEnumerable<TextToSpeechUpdate> GenerateSpeechStreamAsync(
        this IInferenceClient client, TextToSpeechRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.StreamAsync(InferenceTasks.TextToSpeechStream, request, cancellationToken);
    }
}
