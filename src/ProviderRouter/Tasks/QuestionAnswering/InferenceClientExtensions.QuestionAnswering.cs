namespace ProviderRouter;

public static partial class InferenceClientExtensions
{
    /// <summary>Answers a question from a text.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model, in any spelling that <see cref="InferenceRequest.Model"/> takes.</param>
    /// <param name="question">What to ask.</param>
    /// <param name="context">The text that holds the answer.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<QuestionAnsweringResponse> AnswerQuestionAsync(
        this IInferenceClient client, string model, string question, string context, CancellationToken cancellationToken = default) =>
        client.AnswerQuestionAsync(new() { Model = model, Question = question, Context = context }, cancellationToken);

    /// <summary>Answers a question from a text.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The question and the text.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="IInferenceClient.SendAsync" path="/exception"/>
    public static Task<QuestionAnsweringResponse> AnswerQuestionAsync(
        this IInferenceClient client, QuestionAnsweringRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.SendAsync(InferenceTasks.QuestionAnswering, request, cancellationToken);
    }
}
