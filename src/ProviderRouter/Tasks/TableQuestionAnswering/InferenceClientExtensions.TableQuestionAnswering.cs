namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Answers a question from a table.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="query">What to ask.</param>
    /// <param name="table">The table: by its head each column.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<TableQuestionAnsweringResponse> AnswerTableQuestionAsync(
        this IInferenceClient client, string model, string query, IReadOnlyDictionary<string, IReadOnlyList<string>> table, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        return client.AnswerTableQuestionAsync(new() { Model = model, Query = query, Table = table }, cancellationToken);
    }

    /// <summary>Answers a question from a table.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The question and the table.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<TableQuestionAnsweringResponse> AnswerTableQuestionAsync(
        this IInferenceClient client, TableQuestionAnsweringRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.TableQuestionAnswering, request, cancellationToken);
    }
}
