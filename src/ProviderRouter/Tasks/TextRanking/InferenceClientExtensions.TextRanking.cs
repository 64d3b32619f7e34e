namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Ranks documents by how well they fit a query.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="query">What is sought.</param>
    /// <param name="documents">The documents.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<TextRankingResponse> RankAsync(
        this IInferenceClient client, string model, string query, IReadOnlyList<string> documents, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return client.RankAsync(new() { Model = model, Query = query, Documents = documents }, cancellationToken);
    }

    /// <summary>Ranks documents by how well they fit a query.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The query and the documents.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<TextRankingResponse> RankAsync(
        this IInferenceClient client, TextRankingRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.TextRanking, request, cancellationToken);
    }
}
