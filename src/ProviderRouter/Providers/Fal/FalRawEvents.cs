using System.Text;
using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>Reads the events of a model that streams. What breaks once an update was given out is an interruption, for the run was paid for.</summary>
internal sealed class FalRawEvents(ProviderTransport transport, TaskContext context) : IDisposable
{
    // The last event is the whole output, its files included where they come along.
    private const int MaxEvent = 64 << 20;

    private readonly StringBuilder text = new();
    private ProviderResponse? response;
    private SseReader? reader;
    private bool hasGiven;

    public string? RequestId => response?.RequestId;

    /// <summary>Opens the stream, up to the first update; what fails until then is tried again like any exchange.</summary>
    /// <returns>The update; null at the end.</returns>
    public Task<RawUpdate?> OpenAsync(Exchange exchange, CancellationToken cancellationToken) =>
        transport.OpenAsync(context, exchange, (opened, token) => BeginAsync(opened, token, cancellationToken), cancellationToken);

    /// <summary>Reads up to the next update.</summary>
    /// <returns>The update; null at the end.</returns>
    /// <exception cref="StreamInterruptedException">The stream broke or told an error, after an update.</exception>
    public async ValueTask<RawUpdate?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (var more = true; ; more = await reader!.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                while (reader!.TryRead())
                {
                    if (Read() is { } update)
                    {
                        hasGiven = true;
                        return update;
                    }
                }

                if (!more)
                {
                    return null;
                }
            }
        }
        catch (ProviderException failure) when (hasGiven)
        {
            throw Interrupted(failure);
        }
    }

    public void Dispose()
    {
        reader?.Dispose();
        response?.Dispose();
    }

    private async ValueTask<RawUpdate?> BeginAsync(ProviderResponse opened, CancellationToken attemptToken, CancellationToken cancellationToken)
    {
        reader?.Dispose();
        (response, reader) = (opened, null);
        if (opened.ContentType != "text/event-stream")
        {
            throw await opened.ReadBytesAsync(
                static (answer, body) => answer.Fail(body.Span, $"{(answer.ContentType.Length > 0 ? answer.ContentType : "something")} came where events were expected"), attemptToken).ConfigureAwait(false);
        }

        reader = await SseReader.OpenAsync(opened, MaxEvent, attemptToken).ConfigureAwait(false);
        return await ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    private RawUpdate? Read()
    {
        var name = reader!.EventType.Length > 0 ? Encoding.UTF8.GetString(reader.EventType) : null;
        JsonElement data;
        try
        {
            var json = new Utf8JsonReader(reader.Data);
            data = JsonElement.ParseValue(ref json);
        }
        catch (JsonException)
        {
            return name == "error" ? throw Failed() : ReadText();
        }

        return name == "error" || ErrorBody.IsError(data) ? throw Failed() : new RawDataUpdate(data) { Event = name };
    }

    private RawTextUpdate? ReadText()
    {
        var piece = Encoding.UTF8.GetString(reader!.Data);
        text.Append(piece);
        return piece.Length > 0 ? new(piece) : null;
    }

    private ProviderException Failed() => response!.Fail(reader!.Data, "the stream reports an error");

    private StreamInterruptedException Interrupted(ProviderException cause) => new(context.Provider, cause.Message, cause)
    {
        Model = context.Model,
        StatusCode = cause.StatusCode ?? response?.StatusCode,
        ErrorCode = cause.ErrorCode,
        RequestId = cause.RequestId ?? response?.RequestId,
        ResponseBody = cause.ResponseBody,
        MaybeExecuted = true,
        PartialText = text.ToString(),
    };
}
