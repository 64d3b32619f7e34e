using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Streamed chat at a server that speaks OpenAI's protocol.</summary>
internal sealed class OpenAIChatStreamHandler(ProviderTransport transport, OpenAIDialect dialect) : IStreamingTaskHandler<ChatRequest, ChatUpdate>
{
    public IAsyncEnumerable<ChatUpdate> HandleAsync(TaskContext<ChatRequest> context, CancellationToken cancellationToken) =>
        new OpenAIChatStream(transport, context, dialect, cancellationToken);
}
