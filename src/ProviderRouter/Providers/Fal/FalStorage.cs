using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>
/// Uploads files to fal's storage: fal gives an address that is signed for one file, and the file is put there without the key. Source: wire
/// notes of fal, §5.
/// </summary>
internal sealed class FalStorage(ProviderTransport rest, MediaDownloader sender, TimeSpan? lifetime)
{
    /// <summary>The largest file that is uploaded.</summary>
    public const long Largest = 5L << 30;

    private const long LargestPiece = 90 << 20;
    private const int PartSize = 10 << 20;
    private const long SlowestBytesPerSecond = 256 << 10;

    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyList<KeyValuePair<string, string>> headers = lifetime is null ? [] : [new("X-Fal-Object-Lifecycle", LifecycleOf(lifetime.Value))];

    /// <summary>fal's words for a file's lifetime.</summary>
    public static string LifecycleOf(TimeSpan lifetime) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"expiration_duration_seconds\":{Math.Ceiling(lifetime.TotalSeconds):0}}}");

    /// <summary>Uploads a file.</summary>
    /// <returns>Its address at fal.</returns>
    /// <exception cref="ProviderException">It could not be uploaded.</exception>
    public async ValueTask<string> UploadAsync(TaskContext context, InputMedia media, CancellationToken cancellationToken)
    {
        var isWhole = media.Length <= LargestPiece;
        var (upload, file) = await BeginAsync(context, media, isWhole ? "initiate" : "initiate-multipart", cancellationToken).ConfigureAwait(false);
        if (isWhole)
        {
            await sender.SendAsync(
                context, HttpMethod.Put, upload, () => ContentOf(media), LimitOf(media.Length), static (_, _) => ValueTask.FromResult(true), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await UploadPartsAsync(context, media, upload, cancellationToken).ConfigureAwait(false);
        }

        return file;
    }

    private Task<(Uri Upload, string File)> BeginAsync(TaskContext context, InputMedia media, string path, CancellationToken cancellationToken)
    {
        var begin = new JsonExchange($"storage/upload/{path}?storage_type=fal-cdn-v3", context, body =>
        {
            body.Writer.WriteString("content_type"u8, media.ContentType);
            body.Writer.WriteString("file_name"u8, media.FileName);
        })
        {
            Kind = ExchangeKind.Read, // an address that is not used costs nothing
            Headers = headers,
        };
        return rest.SendAsync(context, begin, static (response, token) => response.ReadBytesAsync(ReadBegun, token), cancellationToken);
    }

    // One part in memory at a time, read from the file in one go, whatever its source; a part that fails is sent again from there. The buffer is
    // not pooled: over HTTP/2 an upload that was given up or answered early may still be reading it.
    private async Task UploadPartsAsync(TaskContext context, InputMedia media, Uri upload, CancellationToken cancellationToken)
    {
        var tags = new List<string>();
        var sent = 0L;
        var buffer = GC.AllocateUninitializedArray<byte>(PartSize);
        var stream = media.Open();
        await using (stream.ConfigureAwait(false))
        {
            while (await media.ReadOnAsync(stream, buffer, cancellationToken).ConfigureAwait(false) is var count and > 0)
            {
                sent += count;
                var part = At(upload, (tags.Count + 1).ToString(CultureInfo.InvariantCulture));
                tags.Add(await sender.SendAsync(
                    context, HttpMethod.Put, part, () => new ReadOnlyMemoryContent(buffer.AsMemory(0, count)), LimitOf(count), ReadTagAsync, cancellationToken).ConfigureAwait(false));
            }
        }

        if (sent != media.Length)
        {
            throw media.Changed();
        }

        await sender.SendAsync(
            context, HttpMethod.Post, At(upload, "complete"), () => Complete(tags), Answer, static (_, _) => ValueTask.FromResult(true), cancellationToken).ConfigureAwait(false);
    }

    private static (Uri Upload, string File) ReadBegun(ProviderResponse response, ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        return FalJson.Address(document.RootElement, "upload_url") is { } upload && FalJson.Address(document.RootElement, "file_url") is { } file
            ? (upload, file.OriginalString)
            : throw response.Fail(body.Span, "the answer names no place for the upload");
    }

    private static async ValueTask<string> ReadTagAsync(ProviderResponse response, CancellationToken cancellationToken) => await response.ReadBytesAsync(
        static (answer, body) =>
        {
            if (answer.ContentType.EndsWith("json", StringComparison.Ordinal))
            {
                using var document = JsonDocument.Parse(body);
                if (FalJson.Text(document.RootElement, "etag") is { } tag)
                {
                    return tag;
                }
            }

            return answer.GetHeader("ETag") ?? throw answer.Fail(body.Span, "the answer to a part of an upload has no tag");
        },
        cancellationToken).ConfigureAwait(false);

    // {address}/{part}, before the query that signs it.
    private static Uri At(Uri upload, string part) => new UriBuilder(upload) { Path = $"{upload.AbsolutePath}/{part}" }.Uri;

    private static TimeSpan LimitOf(long length) => Answer + TimeSpan.FromSeconds(length / SlowestBytesPerSecond);

    private static StreamContent ContentOf(InputMedia media)
    {
        var content = new StreamContent(media.Open());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(media.ContentType);
        content.Headers.ContentLength = media.Length;
        return content;
    }

    private static ByteArrayContent Complete(List<string> tags)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteStartArray("parts"u8);
            for (var index = 0; index < tags.Count; index++)
            {
                json.WriteStartObject();
                json.WriteNumber("partNumber"u8, index + 1);
                json.WriteString("etag"u8, tags[index]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        var content = new ByteArrayContent(body.WrittenSpan.ToArray());
        content.Headers.ContentType = new("application/json");
        return content;
    }
}
