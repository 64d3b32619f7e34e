using ProviderRouter.Providers;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>A task that a provider does by a chat: its request is put into a message, its answer is what the model says.</summary>
/// <param name="chat">The provider's chat.</param>
/// <param name="ask">Puts the request into a chat, and warns of what a chat has no place for.</param>
/// <param name="answer">Makes the answer of what the model said.</param>
internal sealed class AskedByChat<TRequest, TResponse>(
    ITaskHandler<ChatRequest, ChatResponse> chat, Func<TaskContext<TRequest>, ChatRequest> ask, Func<string, TResponse> answer)
    : ITaskHandler<TRequest, TResponse>
    where TRequest : InferenceRequest
    where TResponse : InferenceResponse
{
    public async Task<TResponse> HandleAsync(TaskContext<TRequest> context, CancellationToken cancellationToken)
    {
        var said = await chat.HandleAsync(context.As(ask(context)), cancellationToken).ConfigureAwait(false);
        return answer(said.Text) with { Info = said.Info };
    }
}
