using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ProviderRouter.Transport;

/// <summary>A JSON answer whose files were decoded from base64 while it arrived, without a string or a second buffer of the whole.</summary>
internal sealed class MediaJson : IDisposable
{
    private readonly JsonDocument document;
    private readonly IReadOnlyList<(byte[] Bytes, string? ContentType)> files;

    private MediaJson(JsonDocument document, IReadOnlyList<(byte[] Bytes, string? ContentType)> files)
    {
        this.document = document;
        this.files = files;
    }

    /// <summary>The answer, with marks in the files' places.</summary>
    public JsonElement Root => document.RootElement;

    /// <summary>Reads an answer.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="media">The fields that may hold files.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ProviderException">It is no JSON, a file is no base64, or the connection broke.</exception>
    public static async ValueTask<MediaJson> ReadAsync(ProviderResponse response, MediaFields media, CancellationToken cancellationToken)
    {
        using var scanner = new MediaJsonScanner(media, problem => response.Fail([], problem), response.ContentLength);
        var buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
        try
        {
            var stream = await response.OpenReadAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var count and > 0)
                {
                    scanner.Feed(buffer.AsSpan(0, count));
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Parse(response, scanner);
    }

    /// <summary>Reads an answer that is no error, and hands it to a reader of its own.</summary>
    /// <typeparam name="TResult">What is read.</typeparam>
    /// <param name="response">The answer.</param>
    /// <param name="media">The fields that may hold files.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ProviderException">It is no JSON or an error, holds text that is none, or the connection broke.</exception>
    public static async ValueTask<TResult> ReadAsync<TResult>(
        ProviderResponse response, MediaFields media, Func<MediaJson, TResult> read, CancellationToken cancellationToken)
    {
        using var json = await ReadAsync(response, media, cancellationToken).ConfigureAwait(false);
        try
        {
            return read(json.ThrowIfError(response));
        }
        catch (InvalidOperationException exception) // half a surrogate pair
        {
            throw json.Fail(response, "the answer holds text that is no Unicode", exception);
        }
        catch (Exception exception) when (HandlerFaults.IsOfReading(exception))
        {
            throw json.Fail(response, "the answer is not the JSON that was expected", exception);
        }
    }

    /// <summary>Makes a failure of an answer that is an error in spite of its status.</summary>
    /// <exception cref="ProviderException">It is.</exception>
    public MediaJson ThrowIfError(ProviderResponse response)
    {
        if (!ErrorBody.IsError(Root))
        {
            return this;
        }

        using (this)
        {
            throw Fail(response, "the answer is an error");
        }
    }

    /// <summary>The failure of an answer that lacks what it should hold.</summary>
    public ProviderException Fail(ProviderResponse response, string problem, Exception? innerException = null) =>
        response.Fail(JsonMarshal.GetRawUtf8Value(Root), problem, innerException);

    /// <summary>The file whose mark an element holds; null when it holds none.</summary>
    public MediaContent? FileOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.String && MediaJsonScanner.IndexOf(element.GetString()) is >= 0 and var index && index < files.Count
            ? MediaContent.FromBytes(files[index].Bytes, files[index].ContentType)
            : null;

    /// <summary>The file at an address that the answer tells. A bad one is a fault of the answer: what it should lead to was made, and is billed.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="downloader">Fetches it when it is first read.</param>
    /// <param name="provider">The provider's instance name.</param>
    /// <param name="address">The address as it came.</param>
    /// <param name="contentType">The media type, when the answer told it.</param>
    /// <exception cref="ProviderException">The address is malformed.</exception>
    public MediaContent FileAt(ProviderResponse response, MediaDownloader downloader, string provider, string address, string? contentType = null)
    {
        try
        {
            return downloader.Reference(provider, address, contentType);
        }
        catch (ProviderException exception)
        {
            throw Fail(response, "the address of a file in the answer is malformed", exception);
        }
    }

    /// <summary>An element as it came, with the files in their places again; it outlives the answer.</summary>
    public JsonElement Restore(JsonElement element)
    {
        if (files.Count == 0)
        {
            return element.Clone();
        }

        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            Write(json, element);
        }

        using var whole = JsonDocument.Parse(body.WrittenMemory);
        return whole.RootElement.Clone();
    }

    public void Dispose() => document.Dispose();

    private void Write(Utf8JsonWriter json, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    json.WritePropertyName(property.Name);
                    Write(json, property.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String when MediaJsonScanner.IndexOf(element.GetString()) is >= 0 and var index && index < files.Count:
                JsonBase64.Write(json, $"data:{files[index].ContentType};base64,", files[index].Bytes); // its type as it came, not as its bytes tell
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }

    private static MediaJson Parse(ProviderResponse response, MediaJsonScanner scanner)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(scanner.Skeleton.ToArray());
        }
        catch (JsonException exception)
        {
            throw response.FailJson(scanner.Skeleton.Span, exception);
        }

        return new(document, [.. scanner.Files]);
    }
}
