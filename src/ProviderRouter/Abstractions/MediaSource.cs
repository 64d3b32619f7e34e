using System.Globalization;

namespace ProviderRouter;

/// <summary>Where the bytes of a <see cref="MediaContent"/> come from.</summary>
internal abstract class MediaSource
{
    public virtual Uri? Uri => null;

    public virtual ReadOnlyMemory<byte>? Bytes => null;

    /// <summary>What the server called it when it was fetched; null before that, and where it said nothing.</summary>
    public virtual string? FetchedType => null;

    /// <summary>What its first bytes tell, once they were seen.</summary>
    public string? SeenType { get; set; }

    /// <summary>Keeps the bytes of a source that can be read only once, so that another provider can be sent them too.</summary>
    public virtual void Keep(ReadOnlyMemory<byte> bytes)
    {
    }

    /// <summary>How it can be read again and again, and how long it is; null for what has to be fetched, or can be read only once.</summary>
    public virtual (Func<Stream> Open, long Length)? Rereadable() => null;

    public abstract ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken);

    /// <summary>The same within a call, which says whether it has time for a wait; null for outside of any.</summary>
    public virtual ValueTask<Stream> OpenReadAsync(Func<TimeSpan, bool>? hasTimeFor, CancellationToken cancellationToken) => OpenReadAsync(cancellationToken);

    public abstract string Describe();
}

internal sealed class BytesMediaSource(ReadOnlyMemory<byte> bytes) : MediaSource
{
    public override ReadOnlyMemory<byte>? Bytes => bytes;

    public static Stream Open(ReadOnlyMemory<byte> bytes) => System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var segment)
        ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);

    public override ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Open(bytes));

    public override string Describe() => string.Create(CultureInfo.InvariantCulture, $"{bytes.Length} bytes");
}

internal sealed class FileMediaSource(string path) : MediaSource
{
    public override (Func<Stream> Open, long Length)? Rereadable() => (Open, new FileInfo(path).Length);

    public override ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult<Stream>(Open());

    private FileStream Open() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);

    public override string Describe() => "a file";
}

internal sealed class StreamMediaSource(Stream stream) : MediaSource
{
    private int opened;
    private long? start;
    private BytesMediaSource? kept;

    public override ReadOnlyMemory<byte>? Bytes => kept?.Bytes;

    public override void Keep(ReadOnlyMemory<byte> bytes) => kept = new(bytes);

    // One that can seek is rewound for each reading, so that a large file is not held in memory.
    public override (Func<Stream> Open, long Length)? Rereadable()
    {
        if (kept is not null || !stream.CanSeek || opened != 0)
        {
            return null;
        }

        var from = start ??= stream.Position; // where it stood at first, also for the next provider
        return (Open, stream.Length - from);

        Stream Open()
        {
            stream.Position = from;
            return new BorrowedStream(stream);
        }
    }

    public override ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken) =>
        kept is not null ? kept.OpenReadAsync(cancellationToken)
        : Interlocked.Exchange(ref opened, 1) == 0
            ? ValueTask.FromResult<Stream>(new BorrowedStream(stream))
            : throw new InvalidOperationException("This media is a stream that was read already; make it of bytes or a file to read it again.");

    public override string Describe() => "a stream";
}

internal sealed class UriMediaSource(Uri uri, IMediaFetcher? fetcher) : MediaSource
{
    private volatile string? fetchedType;

    public override Uri Uri => uri;

    public bool HasFetcher => fetcher is not null;

    public override string? FetchedType => fetchedType;

    public override ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken) => OpenReadAsync(hasTimeFor: null, cancellationToken);

    public override async ValueTask<Stream> OpenReadAsync(Func<TimeSpan, bool>? hasTimeFor, CancellationToken cancellationToken)
    {
        if (fetcher is null)
        {
            throw new InvalidOperationException("This address is for the provider to read; it was not received in an answer, so the client does not fetch it.");
        }

        var (content, type) = await fetcher.FetchAsync(uri, hasTimeFor, cancellationToken).ConfigureAwait(false);
        fetchedType = MediaTypes.Telling(type);
        return content;
    }

    public override string Describe() => $"at {HostName.Of(uri) ?? "a host that is no name"}";
}
