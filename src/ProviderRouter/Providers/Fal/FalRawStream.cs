using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>
/// The events of a model that streams, as they come; the last one is its whole output, and the end of the stream is all that tells the end.
/// Source: wire notes of fal, §3.6.
/// </summary>
internal sealed class FalRawStream(FalHosts hosts) : IStreamingTaskHandler<RawRequest, RawUpdate>
{
    public IAsyncEnumerable<RawUpdate> HandleAsync(TaskContext<RawRequest> context, CancellationToken cancellationToken) => new EventStream<RawUpdate>(
        hosts.Run,
        context,
        _ => ValueTask.FromResult<Exchange>(ExchangeOf(context)),
        static () => new RawStreamDecoder(),
        cancellationToken);

    private JsonExchange ExchangeOf(TaskContext<RawRequest> context) =>
        new(context.Request.Path?.TrimStart('/') ?? $"{FalEndpoint.Of(context.Model).Path}/stream", context, body =>
        {
            FalRawCodec.Write(body, context);
            body.AddParameters();
        })
        {
            Headers = hosts.Headers,
            Accept = "text/event-stream",
        };
}
