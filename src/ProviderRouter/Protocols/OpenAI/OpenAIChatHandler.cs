using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Chat at a server that speaks OpenAI's protocol.</summary>
internal sealed class OpenAIChatHandler(ProviderTransport transport, OpenAIDialect dialect, MediaDownloader? downloader = null)
    : ITaskHandler<ChatRequest, ChatResponse>
{
    public async Task<ChatResponse> HandleAsync(TaskContext<ChatRequest> context, CancellationToken cancellationToken)
    {
        var media = await LoadedMedia.LoadAsync(context, dialect, downloader, cancellationToken).ConfigureAwait(false);
        var exchange = new OpenAIChatExchange(context, dialect, media, stream: false) { Headers = dialect.Headers };
        return await transport.SendAsync(
            context, exchange, static (response, token) => response.ReadBytesAsync(ChatResponseReader.Read, token), cancellationToken).ConfigureAwait(false);
    }
}
