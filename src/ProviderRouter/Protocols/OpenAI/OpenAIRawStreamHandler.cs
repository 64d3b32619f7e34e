using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>The caller's own JSON to a server that speaks OpenAI's protocol, answered piece by piece.</summary>
internal sealed class OpenAIRawStreamHandler(ProviderTransport transport, OpenAIDialect dialect) : IStreamingTaskHandler<RawRequest, RawUpdate>
{
    public IAsyncEnumerable<RawUpdate> HandleAsync(TaskContext<RawRequest> context, CancellationToken cancellationToken) => new EventStream<RawUpdate>(
        transport,
        context,
        _ => ValueTask.FromResult<Exchange>(new RawExchange(context, dialect, stream: true) { Accept = "text/event-stream" }),
        () => new RawStreamDecoder(isChat: context.Request.Path is null),
        cancellationToken);
}
