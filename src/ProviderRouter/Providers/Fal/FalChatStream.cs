using System.Runtime.CompilerServices;
using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>Streamed chat at fal. Source: wire notes of fal, §3.6.</summary>
internal sealed class FalChatStream(FalHosts hosts, FalChatCodec codec) : IStreamingTaskHandler<ChatRequest, ChatUpdate>
{
    private readonly OpenAIChatStreamHandler openAI = new(hosts.Run, FalChat.DialectOf(hosts));

    public IAsyncEnumerable<ChatUpdate> HandleAsync(TaskContext<ChatRequest> context, CancellationToken cancellationToken) =>
        FalEndpoint.Of(context.Model) is { SpeaksOpenAI: true, LanguageModel: { } language }
            ? openAI.HandleAsync(context.Behind("openrouter", language, context.Request), cancellationToken)
            : StreamAsync(context, cancellationToken);

    private async IAsyncEnumerable<ChatUpdate> StreamAsync(TaskContext<ChatRequest> context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (endpoint, write) = await codec.EncodeAsync(context, cancellationToken).ConfigureAwait(false);
        var exchange = new JsonExchange($"{endpoint.Path}/stream", context, write) { Headers = hosts.Headers, Accept = "text/event-stream" };
        using var stream = new FalOutputStream(hosts.Run, context);
        for (var more = await stream.OpenAsync(exchange, cancellationToken).ConfigureAwait(false); more; more = await stream.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (stream.NewReasoning is { Length: > 0 } reasoning)
            {
                yield return new ChatReasoningUpdate(reasoning);
            }

            if (stream.NewText is { Length: > 0 } text)
            {
                yield return new ChatTextUpdate(text);
            }
        }

        if (stream.Usage is { } usage)
        {
            yield return new ChatUsageUpdate(usage);
        }

        yield return new ChatFinishedUpdate(FinishReason.Unknown) { Info = new() { RequestId = stream.RequestId, Usage = stream.Usage } };
    }
}
