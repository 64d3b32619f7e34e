using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Together;

/// <summary>
/// A sound that arrives: as events, of which two shapes are documented and each holds base64, or as bare bytes. Source: wire notes of Together,
/// §7.1; the content type tells.
/// </summary>
internal sealed class TogetherSound : IDisposable
{
    private const int MaxPiece = 32 << 10;

    private readonly TaskContext context;
    private readonly ProviderResponse response;
    private readonly SseReader? events;
    private readonly Stream? bytes;
    private ReadOnlyMemory<byte>? first;
    private bool ended;
    private bool hasContent;

    private TogetherSound(TaskContext context, ProviderResponse response, SseReader? events, Stream? bytes)
    {
        this.context = context;
        this.response = response;
        this.events = events;
        this.bytes = bytes;
    }

    /// <summary>The sound's type where it came as bytes that tell it; null for events.</summary>
    public string? ContentType => bytes is not null && response.ContentType.StartsWith("audio/", StringComparison.Ordinal) ? response.ContentType : null;

    /// <summary>Opens an answer, up to its first piece.</summary>
    /// <exception cref="ProviderException">It is no sound.</exception>
    public static async ValueTask<TogetherSound> OpenAsync(TaskContext context, ProviderResponse response, CancellationToken cancellationToken)
    {
        var type = response.ContentType;
        if (type.EndsWith("json", StringComparison.Ordinal) || type is "text/html" or "text/plain")
        {
            throw await response.ReadBytesAsync((answer, body) => answer.Fail(body.Span, $"{answer.ContentType} came where a sound was expected"), cancellationToken).ConfigureAwait(false);
        }

        var isBytes = type == "application/octet-stream" || type.StartsWith("audio/", StringComparison.Ordinal);
        var sound = isBytes
            ? new TogetherSound(context, response, null, await response.OpenReadAsync(cancellationToken).ConfigureAwait(false))
            : new TogetherSound(context, response, await SseReader.OpenAsync(response, cancellationToken).ConfigureAwait(false), null);
        try
        {
            sound.first = await sound.ReadOnAsync(cancellationToken).ConfigureAwait(false) ?? throw response.Fail([], "the sound is empty");
            return sound;
        }
        catch
        {
            sound.Dispose();
            throw;
        }
    }

    /// <summary>The next piece; null at the end.</summary>
    /// <exception cref="ProviderException">The sound broke off.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        if (first is { } piece)
        {
            first = null;
            hasContent = true;
            return piece;
        }

        try
        {
            return await ReadOnAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ProviderException failure) when (hasContent && failure is not StreamInterruptedException)
        {
            throw Interrupted(failure.Message, failure);
        }
    }

    public void Dispose()
    {
        events?.Dispose();
        bytes?.Dispose();
        response.Dispose();
    }

    private async ValueTask<ReadOnlyMemory<byte>?> ReadOnAsync(CancellationToken cancellationToken)
    {
        if (bytes is null)
        {
            return await ReadEventAsync(events!, cancellationToken).ConfigureAwait(false);
        }

        var piece = new byte[MaxPiece];
        var count = await bytes.ReadAsync(piece, cancellationToken).ConfigureAwait(false);
        return count == 0 ? default(ReadOnlyMemory<byte>?) : piece.AsMemory(0, count); // a bare null would be empty memory
    }

    private async ValueTask<ReadOnlyMemory<byte>?> ReadEventAsync(SseReader reader, CancellationToken cancellationToken)
    {
        var hasMore = true;
        while (!ended)
        {
            if (reader.TryRead())
            {
                if (Decode(reader.Data) is { Length: > 0 } piece)
                {
                    return piece;
                }
            }
            else if (hasMore) // what the end of the body leaves open is read too
            {
                hasMore = await reader.FillAsync(cancellationToken).ConfigureAwait(false);
            }
            else
            {
                throw Interrupted($"Provider '{context.Provider}': the sound ended without its end mark, so it is cut.", null);
            }
        }

        return null;
    }

    private byte[]? Decode(ReadOnlySpan<byte> data)
    {
        data = data.Trim((byte)' ');
        if (data.IsEmpty || data.StartsWith("[DONE]"u8))
        {
            ended |= !data.IsEmpty;
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(data);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (ErrorBody.IsError(root))
            {
                throw response.Fail(data, "the stream reports an error");
            }

            ended = Field(root, "type"u8) is { ValueKind: JsonValueKind.String } type && type.ValueEquals("done"u8);
            return Field(root, "b64"u8) is { ValueKind: JsonValueKind.String } piece || (piece = Field(root, "audio"u8)) is { ValueKind: JsonValueKind.String }
                ? piece.GetBytesFromBase64()
                : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw response.Fail(data, "a piece of the sound is not the JSON that was expected", exception);
        }
    }

    private static JsonElement Field(JsonElement root, ReadOnlySpan<byte> name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var field) ? field : default;

    private StreamInterruptedException Interrupted(string message, ProviderException? cause) => new(context.Provider, message, cause)
    {
        Model = context.Model,
        StatusCode = cause?.StatusCode ?? response.StatusCode,
        ErrorCode = cause?.ErrorCode,
        RequestId = cause?.RequestId ?? response.RequestId,
        ResponseBody = cause?.ResponseBody,
        MaybeExecuted = true,
        IsIncomplete = !hasContent, // nothing is lost or doubled by another try
    };
}
