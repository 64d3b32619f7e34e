using System.Net.Http.Headers;
using ProviderRouter.Providers;

namespace ProviderRouter.Transport;

/// <summary>
/// A file of a request, ready to be sent: its length and type are known, and it can be read again from its start for each attempt. A file on disk
/// and a stream that can seek stay where they are; what can be read only once is held in memory.
/// </summary>
internal sealed class InputMedia
{
    private const long MaxHeld = 256L << 20; // of what can be read only once

    private readonly Func<Stream> open;
    private readonly ReadOnlyMemory<byte>? bytes;
    private TaskContext? context;

    private InputMedia(Func<Stream> open, long length, string? contentType, string? fileName, ReadOnlyMemory<byte>? bytes = null)
    {
        this.open = open;
        this.bytes = bytes;
        Length = length;
        ContentType = MediaTypeHeaderValue.TryParse(contentType, out _) ? contentType! : "application/octet-stream";
        FileName = Path.HasExtension(fileName) ? fileName : $"{fileName?.TrimEnd('.') ?? "file"}{MediaTypes.ToExtension(ContentType)}";
    }

    public long Length { get; }

    /// <summary>The media type; <c>application/octet-stream</c> when nothing tells it.</summary>
    public string ContentType { get; init; }

    /// <summary>A name with an extension, which many a server needs to choose its decoder.</summary>
    public string FileName { get; }

    /// <summary>Makes content ready.</summary>
    /// <param name="context">The call.</param>
    /// <param name="content">The content. One at an address is fetched by the guarded downloader.</param>
    /// <param name="downloader">Fetches what is at an address.</param>
    /// <param name="limit">The most bytes that the provider takes.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ProviderException">It is larger than the limit, or could not be read.</exception>
    public static ValueTask<InputMedia> ReadyAsync(
        TaskContext context, MediaContent content, MediaDownloader downloader, long limit, CancellationToken cancellationToken) =>
        PrepareAsync(context, content, downloader, limit, cancellationToken);

    /// <summary>Makes content ready that is not at an address: bytes, a file or a stream.</summary>
    /// <param name="context">The call.</param>
    /// <param name="content">The content.</param>
    /// <param name="limit">The most bytes that the provider takes.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ProviderException">It is larger than the limit, or could not be read.</exception>
    public static ValueTask<InputMedia> ReadyAsync(TaskContext context, MediaContent content, long limit, CancellationToken cancellationToken) =>
        PrepareAsync(context, content, downloader: null, limit, cancellationToken);

    private static async ValueTask<InputMedia> PrepareAsync(
        TaskContext context, MediaContent content, MediaDownloader? downloader, long limit, CancellationToken cancellationToken)
    {
        var media = await OpenAsync(context, content, downloader, limit, cancellationToken).ConfigureAwait(false);
        media.context = context;
        return media.Length <= limit
            ? media
            : throw TooLarge(context, media.Length, limit);
    }

    /// <summary>The file from its start; disposing it leaves a caller's stream open.</summary>
    /// <exception cref="ProviderException">It can be read no more.</exception>
    public Stream Open()
    {
        try
        {
            return open();
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            throw Unreadable(context!, exception);
        }
    }

    /// <summary>The whole file in memory, where it may be already.</summary>
    /// <exception cref="ProviderException">It can be read no more.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        if (bytes is { } known)
        {
            return known;
        }

        var stream = Open();
        await using (stream.ConfigureAwait(false))
        {
            var read = GC.AllocateUninitializedArray<byte>(checked((int)Length));
            try
            {
                await stream.ReadExactlyAsync(read, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsUnreadable(exception))
            {
                throw Unreadable(context!, exception);
            }

            return read;
        }
    }

    /// <summary>The failure for a file that has another length than it had when it was made ready.</summary>
    public ProviderException Changed() => Unreadable(context!, new EndOfStreamException("The file changed its length while it was read."));

    /// <summary>The failure for a file that is too large.</summary>
    public static ProviderException TooLarge(TaskContext context, long length, long limit) => context.Fail(
        ErrorKind.LimitExceeded, $"Provider '{context.Provider}' takes files of up to {limit} bytes here, and this one has {length}; make it smaller, or give it as an address that the provider can read.");

    /// <summary>Reads on in the file until the buffer is full or the file ends.</summary>
    /// <param name="opened">The file, as <see cref="Open"/> gave it.</param>
    /// <param name="buffer">What is filled.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How many bytes came; 0 at the end.</returns>
    /// <exception cref="ProviderException">It can be read no more.</exception>
    public async ValueTask<int> ReadOnAsync(Stream opened, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await opened.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            throw Unreadable(context!, exception);
        }
    }

    private static async ValueTask<InputMedia> OpenAsync(
        TaskContext context, MediaContent content, MediaDownloader? downloader, long limit, CancellationToken cancellationToken)
    {
        if (content.Bytes is { } bytes)
        {
            return OfBytes(bytes, content, fetchedType: null);
        }

        try
        {
            if (content.Rereadable() is { } file)
            {
                return new(file.Open, file.Length, content.ContentType, content.FileName);
            }

            var (stream, type) = content.IsForeign && downloader is not null
                ? await downloader.FetchAsync(context.Provider, content.Uri!, context.Call.HasTimeToRead, cancellationToken).ConfigureAwait(false)
                : (await content.OpenReadAsync(context.Call.HasTimeToRead, cancellationToken).ConfigureAwait(false), null);
            await using (stream.ConfigureAwait(false))
            {
                return OfBytes(await ReadWithinAsync(context, stream, Math.Min(limit, MaxHeld), content, cancellationToken).ConfigureAwait(false), content, MediaTypes.Telling(type));
            }
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            throw Unreadable(context, exception);
        }
    }

    // A caller's stream may throw anything.
    private static bool IsUnreadable(Exception exception) => HandlerFaults.IsOfReading(exception) || exception is ObjectDisposedException;

    private static ProviderException Unreadable(TaskContext context, Exception exception) => new(
        context.Provider, ErrorKind.InvalidRequest, $"A file of the request could not be read ({exception.GetType().Name}), so nothing was sent to provider '{context.Provider}'.", exception)
    {
        Model = context.Model,
        Phase = AttemptPhase.ErrorAnswered,
    };

    private static InputMedia OfBytes(ReadOnlyMemory<byte> bytes, MediaContent content, string? fetchedType) => new(
        () => BytesMediaSource.Open(bytes), bytes.Length, content.ContentType ?? fetchedType ?? MediaTypes.FromMagic(bytes.Span), content.FileName, bytes);

    private static async ValueTask<ReadOnlyMemory<byte>> ReadWithinAsync(
        TaskContext context, Stream stream, long limit, MediaContent content, CancellationToken cancellationToken)
    {
        using var body = new PooledBody();
        while (await stream.ReadAsync(body.GetMemory(), cancellationToken).ConfigureAwait(false) is var count and > 0)
        {
            body.Advance(count);
            if (body.Length > limit)
            {
                throw TooLarge(context, body.Length, limit);
            }
        }

        ReadOnlyMemory<byte> bytes = body.Written.ToArray();
        content.Keep(bytes); // so that another provider can be sent it too
        return bytes;
    }
}
