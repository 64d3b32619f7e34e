using ProviderRouter.Providers;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Answers questions about documents by a chat model, which reads the page itself and gives one answer.</summary>
internal sealed class DocumentQuestionAnsweringByChat(ITaskHandler<ChatRequest, ChatResponse> chat)
    : ITaskHandler<DocumentQuestionAnsweringRequest, DocumentQuestionAnsweringResponse>
{
    private const string NotSent = "Not sent: a chat model reads the page by itself.";

    public async Task<DocumentQuestionAnsweringResponse> HandleAsync(TaskContext<DocumentQuestionAnsweringRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        Warn(context);
        var answer = await VisionByChat.AskAsync(
            chat, context, request.Question, request.Image, new(request.MaxOutputTokens ?? request.MaxAnswerLength), cancellationToken).ConfigureAwait(false);
        return new() { Answers = [new() { Answer = answer.Text }], Info = answer.Info };
    }

    private static void Warn(TaskContext<DocumentQuestionAnsweringRequest> context)
    {
        var request = context.Request;
        context.WarnIf(request.TopCount > 1, nameof(request.TopCount), "One answer was asked for: a chat model gives no others.");
        context.WarnIf(request.Language is not null, nameof(request.Language), NotSent);
        context.WarnIf(request.DocumentStride is not null, nameof(request.DocumentStride), NotSent);
        context.WarnIf(request.MaxSequenceLength is not null, nameof(request.MaxSequenceLength), NotSent);
        context.WarnIf(request.MaxQuestionLength is not null, nameof(request.MaxQuestionLength), NotSent);
        context.WarnIf(request.HandleImpossibleAnswer is not null, nameof(request.HandleImpossibleAnswer), NotSent);
        context.WarnIf(
            request is { MaxAnswerLength: not null, MaxOutputTokens: not null }, nameof(request.MaxAnswerLength), "Ignored: MaxOutputTokens was given too.");
    }
}
