using ProviderRouter.Providers;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Answers questions about images by a chat model, which gives one answer and does not say how sure it is.</summary>
internal sealed class VisualQuestionAnsweringByChat(ITaskHandler<ChatRequest, ChatResponse> chat)
    : ITaskHandler<VisualQuestionAnsweringRequest, VisualQuestionAnsweringResponse>
{
    public async Task<VisualQuestionAnsweringResponse> HandleAsync(TaskContext<VisualQuestionAnsweringRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        context.WarnIf(request.TopCount > 1, nameof(request.TopCount), "One answer was asked for: a chat model gives no others.");
        var answer = await VisionByChat.AskAsync(
            chat, context, request.Question, request.Image, new(request.MaxOutputTokens, request.Temperature, request.TopP), cancellationToken).ConfigureAwait(false);
        return new() { Answers = [new() { Answer = answer.Text }], Info = answer.Info };
    }
}
