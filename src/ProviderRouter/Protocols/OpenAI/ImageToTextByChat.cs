using ProviderRouter.Providers;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Puts images into words by a chat model.</summary>
internal sealed class ImageToTextByChat(ITaskHandler<ChatRequest, ChatResponse> chat) : ITaskHandler<ImageToTextRequest, ImageToTextResponse>
{
    private const string DefaultPrompt = "Describe this image."; // a chat needs words

    public async Task<ImageToTextResponse> HandleAsync(TaskContext<ImageToTextRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var answer = await VisionByChat.AskAsync(
            chat, context, request.Prompt ?? DefaultPrompt, request.Image, new(request.MaxOutputTokens, request.Temperature, request.TopP), cancellationToken).ConfigureAwait(false);
        return new() { Text = answer.Text, Info = answer.Info };
    }
}
