using System.Text;
using System.Text.Json;
using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>
/// One streamed chat: opens the exchange, cuts it into events, gives out what they hold. It awaits once for each read of the network, not for
/// each update, and is complete only with the server's own word for it.
/// </summary>
internal sealed class OpenAIChatStream(
    ProviderTransport transport, TaskContext<ChatRequest> context, OpenAIDialect dialect, CancellationToken cancellationToken)
    : IAsyncEnumerable<ChatUpdate>, IAsyncEnumerator<ChatUpdate>
{
    private readonly ChatStreamDecoder decoder = new(context.Request.Count is null or 1 && !context.Overrides("n"));
    private ProviderResponse? response;
    private SseReader? reader;
    private ChatUpdate? current;
    private bool ended;

    public ChatUpdate Current => current!;

    public IAsyncEnumerator<ChatUpdate> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

    public ValueTask<bool> MoveNextAsync() => TryTake() ? ValueTask.FromResult(true) : MoveSlowAsync();

    public ValueTask DisposeAsync()
    {
        ended = true;
        reader?.Dispose();
        response?.Dispose();
        decoder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<bool> MoveSlowAsync()
    {
        try
        {
            if (response is null)
            {
                await OpenAsync().ConfigureAwait(false);
                if (TryTake())
                {
                    return true;
                }
            }

            while (!ended)
            {
                var more = !decoder.IsDone && await reader!.FillAsync(cancellationToken).ConfigureAwait(false);
                if (TryTake())
                {
                    return true;
                }

                if (!more)
                {
                    End();
                }
            }

            return TryTake();
        }
        catch (ProviderException failure) when (decoder.HasContent && failure is not StreamInterruptedException)
        {
            throw Interrupted(failure.Message, failure);
        }
    }

    private async ValueTask OpenAsync()
    {
        var media = await LoadedMedia.LoadAsync(context.Request, cancellationToken).ConfigureAwait(false);
        var exchange = new OpenAIChatExchange(context, dialect, media, stream: true) { Accept = "text/event-stream", Headers = dialect.Headers };
        response = await transport.OpenAsync(context, exchange, cancellationToken).ConfigureAwait(false);
        if (response.ContentType.EndsWith("json", StringComparison.Ordinal))
        {
            await ReadWholeAsync().ConfigureAwait(false);
        }
        else if (response.ContentType is "text/html")
        {
            throw await response.ReadBytesAsync((answer, body) => answer.Fail(body.Span, "a web page came instead of a stream"), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            reader = await SseReader.OpenAsync(response, cancellationToken).ConfigureAwait(false);
        }
    }

    // The server ignored "stream", or answers an error with 200.
    private ValueTask<bool> ReadWholeAsync() => response!.ReadBytesAsync(
        (answer, body) =>
        {
            try
            {
                decoder.DecodeWhole(body.Span);
            }
            catch (ChatStreamErrorException)
            {
                throw answer.Fail(body.Span, "the answer is an error");
            }

            if (!decoder.IsComplete)
            {
                throw answer.Fail(body.Span, "the answer holds no choice");
            }

            decoder.Finish();
            return ended = true;
        },
        cancellationToken);

    private bool TryTake()
    {
        if (decoder.TryTake(out current))
        {
            return true;
        }

        while (!ended && !decoder.IsDone && reader is not null && reader.TryRead())
        {
            current = Decode(reader);
            if (current is not null || decoder.TryTake(out current))
            {
                return true;
            }
        }

        return false;
    }

    private ChatUpdate? Decode(SseReader events)
    {
        try
        {
            return decoder.Decode(events.Data, events.EventType, events.IsBareLine);
        }
        catch (ChatStreamErrorException)
        {
            throw Translate(response!.Fail(events.Data, "the stream reports an error"));
        }
        catch (JsonException) when (events.IsBareLine)
        {
            return null; // a line of no known form
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            throw Translate(response!.Fail(events.Data, "a piece of the stream is not the JSON that was expected", exception));
        }
    }

    private void End()
    {
        if (!decoder.IsComplete)
        {
            throw Interrupted($"Provider '{context.Provider}': the stream ended without its end mark, so the answer is cut.", null);
        }

        ended = true;
        try
        {
            decoder.Finish();
        }
        catch (InvalidOperationException exception)
        {
            throw Translate(response!.Fail([], exception.Message, exception));
        }
    }

    private ProviderException Translate(ProviderException failure) => decoder.HasContent ? Interrupted(failure.Message, failure) : failure;

    private StreamInterruptedException Interrupted(string message, ProviderException? cause)
    {
        ended = true;
        return new(context.Provider, message, cause)
        {
            Model = context.Model,
            StatusCode = cause?.StatusCode ?? response?.StatusCode,
            ErrorCode = cause?.ErrorCode,
            RequestId = cause?.RequestId ?? response?.RequestId,
            ResponseBody = cause?.ResponseBody,
            MaybeExecuted = true,
            PartialText = decoder.Text,
            PartialUsage = decoder.Usage,
        };
    }
}
