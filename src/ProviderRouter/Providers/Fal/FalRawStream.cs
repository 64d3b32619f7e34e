using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
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
        var (response, reader, first) = await hosts.Run.OpenAsync(context, exchange, (opened, token) => BeginAsync(opened, token, cancellationToken), cancellationToken).ConfigureAwait(false);
        using (response)
        using (reader)
        {
            for (var update = first; update is not null; update = await NextAsync(response, reader, cancellationToken).ConfigureAwait(false))
            {
                yield return update;
            }

            yield return new RawFinishedUpdate { Info = new() { RequestId = response.RequestId } };
        }
    }

    private static async ValueTask<(ProviderResponse Response, SseReader Reader, RawUpdate? First)> BeginAsync(
        ProviderResponse response, CancellationToken attemptToken, CancellationToken cancellationToken)
    {
        if (response.ContentType != "text/event-stream")
        {
            throw await response.ReadBytesAsync(static (answer, body) => answer.Fail(body.Span, $"{(answer.ContentType.Length > 0 ? answer.ContentType : "something")} came where events were expected"), attemptToken).ConfigureAwait(false);
        }

        var reader = await SseReader.OpenAsync(response, attemptToken).ConfigureAwait(false);
        return (response, reader, await NextAsync(response, reader, cancellationToken).ConfigureAwait(false));
    }

    private static async ValueTask<RawUpdate?> NextAsync(ProviderResponse response, SseReader reader, CancellationToken cancellationToken)
    {
        for (var more = true; ; more = await reader.FillAsync(cancellationToken).ConfigureAwait(false))
        {
            while (reader.TryRead())
            {
                if (Read(response, reader) is { } update)
                {
                    return update;
                }
            }

            if (!more)
            {
                return null;
            }
        }
    }

    private static RawUpdate? Read(ProviderResponse response, SseReader reader)
    {
        var name = reader.EventType.Length > 0 ? Encoding.UTF8.GetString(reader.EventType) : null;
        JsonElement data;
        try
        {
            var json = new Utf8JsonReader(reader.Data);
            data = JsonElement.ParseValue(ref json);
        }
        catch (JsonException)
        {
            return name == "error" ? throw response.Fail(reader.Data, "the stream reports an error")
                : Encoding.UTF8.GetString(reader.Data) is { Length: > 0 } text ? new RawTextUpdate(text)
                : null;
        }

        return name == "error" || ErrorBody.IsError(data) ? throw response.Fail(reader.Data, "the stream reports an error") : new RawDataUpdate(data) { Event = name };
    }
}
