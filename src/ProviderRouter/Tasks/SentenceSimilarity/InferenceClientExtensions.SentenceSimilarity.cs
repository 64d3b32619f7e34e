namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Compares sentences with another by meaning.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="sourceSentence">The sentence with which the others are compared.</param>
    /// <param name="sentences">The others.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<SentenceSimilarityResponse> CompareSentencesAsync(
        this IInferenceClient client, string model, string sourceSentence, IReadOnlyList<string> sentences, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        return client.CompareSentencesAsync(new() { Model = model, SourceSentence = sourceSentence, Sentences = sentences }, cancellationToken);
    }

    /// <summary>Compares sentences with another by meaning.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The sentences.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<SentenceSimilarityResponse> CompareSentencesAsync(
        this IInferenceClient client, SentenceSimilarityRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.SentenceSimilarity, request, cancellationToken);
    }
}
