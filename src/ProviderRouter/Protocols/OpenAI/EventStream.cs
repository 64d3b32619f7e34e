using System.Text.Json;
using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>
/// One streamed answer: opens the exchange, cuts it into events, gives out what they hold. It awaits once for each read of the network, not for
/// each update, and is complete only with the server's own word for it.
/// </summary>
/// <typeparam name="TUpdate">One piece of the task's answer.</typeparam>
/// <param name="transport">The way to the provider.</param>
/// <param name="context">The call.</param>
/// <param name="prepare">Makes the exchange, once.</param>
/// <param name="createDecoder">Makes what reads the events, anew for each attempt.</param>
/// <param name="cancellationToken">Ends the call.</param>
internal sealed class EventStream<TUpdate>(
    ProviderTransport transport,
    TaskContext context,
    Func<CancellationToken, ValueTask<Exchange>> prepare,
    Func<StreamDecoder<TUpdate>> createDecoder,
    CancellationToken cancellationToken)
    : IAsyncEnumerable<TUpdate>, IAsyncEnumerator<TUpdate>, IUsageSoFar
    where TUpdate : InferenceUpdate
{
    private StreamDecoder<TUpdate> decoder = createDecoder();
    private ProviderResponse? response;
    private SseReader? reader;
    private PlainReader? plain;
    private TUpdate? current;
    private bool ended;

    public TUpdate Current => current!;

    public Usage? UsageSoFar => decoder.Usage;

    public IAsyncEnumerator<TUpdate> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

    public ValueTask<bool> MoveNextAsync() => TryTake() ? ValueTask.FromResult(true) : MoveSlowAsync();

    public ValueTask DisposeAsync()
    {
        ended = true;
        Close();
        response?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<bool> MoveSlowAsync()
    {
        try
        {
            return response is null
                ? await OpenAsync().ConfigureAwait(false)
                : await ReadOnAsync().ConfigureAwait(false);
        }
        catch (ProviderException failure) when (decoder.HasContent && failure is not StreamInterruptedException)
        {
            throw Interrupted(failure.Message, failure);
        }
    }

    private async ValueTask<bool> OpenAsync()
    {
        var exchange = await prepare(cancellationToken).ConfigureAwait(false);
        return await transport.OpenAsync(context, exchange, BeginAsync, cancellationToken).ConfigureAwait(false);
    }

    // To the first update: an error in the first event is one of the exchange, which may be tried again. Each attempt begins anew.
    private async ValueTask<bool> BeginAsync(ProviderResponse opened, CancellationToken attemptToken)
    {
        Close();
        (response, reader, plain, decoder, ended) = (opened, null, null, createDecoder(), false);
        if (response.ContentType.EndsWith("json", StringComparison.Ordinal) && response.ContentType is not "application/x-ndjson")
        {
            await ReadWholeAsync().ConfigureAwait(false);
        }
        else if (response.ContentType is "text/html")
        {
            throw await response.ReadBytesAsync((answer, body) => answer.Fail(body.Span, "a web page came instead of a stream"), cancellationToken).ConfigureAwait(false);
        }
        else if (decoder.TakesBytes(response.ContentType))
        {
            plain = new(await response.OpenReadAsync(attemptToken).ConfigureAwait(false));
        }
        else
        {
            reader = await SseReader.OpenAsync(response, decoder.MaxEventBytes, attemptToken).ConfigureAwait(false);
        }

        return await ReadOnAsync().ConfigureAwait(false);
    }

    private async ValueTask<bool> ReadOnAsync()
    {
        while (!TryTake())
        {
            if (ended)
            {
                return false;
            }

            if (decoder.IsDone || !await FillAsync().ConfigureAwait(false))
            {
                if (TryTake())
                {
                    return true;
                }

                End();
            }
        }

        return true;
    }

    private async ValueTask<bool> FillAsync()
    {
        if (plain is null)
        {
            return await reader!.FillAsync(cancellationToken).ConfigureAwait(false);
        }

        var bytes = await plain.ReadAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            decoder.DecodeBytes(bytes.Span);
        }
        catch (InvalidOperationException exception)
        {
            throw Translate(response!.Fail([], exception.Message, exception));
        }

        return !bytes.IsEmpty;
    }

    private void Close()
    {
        reader?.Dispose();
        plain?.Dispose();
        decoder.Dispose();
    }

    // The server ignored "stream", or answers an error with 200.
    private ValueTask<bool> ReadWholeAsync() => response!.ReadBytesAsync(
        (answer, body) =>
        {
            try
            {
                decoder.DecodeWhole(body.Span);
            }
            catch (StreamErrorException)
            {
                throw answer.FailError(body.Span);
            }

            if (!decoder.IsComplete)
            {
                throw answer.Fail(body.Span, "the answer is not what was asked for");
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

    private TUpdate? Decode(SseReader events)
    {
        try
        {
            return decoder.Decode(events.Data, events.EventType, events.IsBareLine);
        }
        catch (StreamErrorException)
        {
            throw Translate(response!.FailError(events.Data, events.IsUnfinished));
        }
        catch (JsonException) when (events.IsBareLine)
        {
            return null; // a line of no known form
        }
        catch (Exception exception) when (HandlerFaults.IsOfReading(exception))
        {
            if (events.IsUnfinished)
            {
                throw Interrupted($"Provider '{context.Provider}': the stream ended within an event, so the answer is cut.", null);
            }

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
            IsIncomplete = !decoder.HasContent, // nothing is lost or doubled by another try
            PartialText = decoder.Text,
            PartialUsage = decoder.Usage,
        };
    }
}
