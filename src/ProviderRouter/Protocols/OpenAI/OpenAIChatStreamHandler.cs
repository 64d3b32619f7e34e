using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Streamed chat at a server that speaks OpenAI's protocol.</summary>
internal sealed class OpenAIChatStreamHandler(ProviderTransport transport, OpenAIDialect dialect, MediaDownloader? downloader = null)
    : IStreamingTaskHandler<ChatRequest, ChatUpdate>
{
    public IAsyncEnumerable<ChatUpdate> HandleAsync(TaskContext<ChatRequest> context, CancellationToken cancellationToken)
    {
        var hasOneChoice = context.Request.Count is null or 1 && !context.Overrides("n");
        return new EventStream<ChatUpdate>(
            transport, context, token => PrepareAsync(context, token), () => new ChatStreamDecoder(hasOneChoice), cancellationToken);
    }

    public ContinuationSupport ContinuationOf(TaskContext<ChatRequest> context) => dialect.Prefill.SupportFor(context);

    private async ValueTask<Exchange> PrepareAsync(TaskContext<ChatRequest> context, CancellationToken cancellationToken)
    {
        var media = await LoadedMedia.LoadAsync(context, dialect, downloader, cancellationToken).ConfigureAwait(false);
        return new OpenAIChatExchange(context, dialect, media, stream: true) { Accept = "text/event-stream", Headers = dialect.Headers };
    }
}
