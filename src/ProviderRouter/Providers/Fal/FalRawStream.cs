using System.Runtime.CompilerServices;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>
/// The events of a model that streams, as they come; the last one is its whole output, and the end of the stream is all that tells the end.
/// Source: wire notes of fal, §3.6.
/// </summary>
internal sealed class FalRawStream(FalHosts hosts) : IStreamingTaskHandler<RawRequest, RawUpdate>
{
    public async IAsyncEnumerable<RawUpdate> HandleAsync(TaskContext<RawRequest> context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = context.Request.Path?.TrimStart('/') ?? $"{FalEndpoint.Of(context.Model).Path}/stream";
        var exchange = new JsonExchange(path, context, body =>
        {
            FalRawCodec.Write(body, context);
            body.AddParameters();
        })
        {
            Headers = hosts.Headers,
            Accept = "text/event-stream",
        };
        using var events = new FalRawEvents(hosts.Run, context);
        for (var update = await events.OpenAsync(exchange, cancellationToken).ConfigureAwait(false); update is not null; update = await events.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return update;
        }

        yield return new RawFinishedUpdate { Info = new() { RequestId = events.RequestId } };
    }
}
