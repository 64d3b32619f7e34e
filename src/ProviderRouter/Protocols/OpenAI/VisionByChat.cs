using ProviderRouter.Providers;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Puts a question about an image to a chat model, for tasks that a provider does by chat. Source: wire notes of media tasks, §7.</summary>
internal static class VisionByChat
{
    public static async Task<ChatResponse> AskAsync(
        ITaskHandler<ChatRequest, ChatResponse> chat, TaskContext context, string question, MediaContent image, ChatSettings settings, CancellationToken cancellationToken)
    {
        var request = new ChatRequest
        {
            Messages = [ChatMessage.User(question, new ChatImagePart(image))],
            MaxOutputTokens = settings.MaxOutputTokens,
            Temperature = settings.Temperature,
            TopP = settings.TopP,
        };
        var answer = await chat.HandleAsync(context.As(request), cancellationToken).ConfigureAwait(false);
        return answer.Text.Length > 0 ? answer
            : answer.Message.Refusal is { Length: > 0 } || answer.FinishReason == FinishReason.ContentFilter ? throw context.Fail(ErrorKind.ContentFiltered, $"Provider '{context.Provider}': the model refused to answer.")
            : answer.FinishReason == FinishReason.Length ? throw context.Fail(
                ErrorKind.LimitExceeded, $"Provider '{context.Provider}': the answer ended at the limit of its length before it had a text; raise {nameof(ChatRequest.MaxOutputTokens)}.")
            : throw context.Fail(ErrorKind.BadResponse, $"Provider '{context.Provider}': the model answered without a text (it stopped with '{answer.FinishReason}').");
    }

    /// <summary>What a request says of how the model writes.</summary>
    internal readonly record struct ChatSettings(int? MaxOutputTokens, double? Temperature = null, double? TopP = null);
}
