namespace ProviderRouter;

/// <summary>
/// An image, a sound or a video: bytes in memory, a file, a stream, or an address. Given to a request, or received in an answer.
/// An address that a provider gave is fetched when it is first read, by a guarded downloader and without any key.
/// </summary>
public sealed class MediaContent
{
    private readonly MediaSource source;
    private readonly string? declared;
    private readonly string? named;

    internal MediaContent(MediaSource source, string? contentType, string? fileName = null)
    {
        this.source = source;
        declared = MediaTypes.Telling(contentType);
        named = MediaTypes.FromFileName(fileName) ?? MediaTypes.FromFileName(source.Uri?.AbsolutePath);
        FileName = fileName;
    }

    /// <summary>
    /// The media type, such as <c>image/png</c>: what was said with the content, else what the server said when it was fetched, else what the name
    /// or the first bytes tell; null when nothing does, which for an address may change once it was read.
    /// </summary>
    public string? ContentType => declared ?? source.FetchedType ?? named ?? source.SeenType;

    /// <summary>The name of the file, where there is one.</summary>
    public string? FileName { get; }

    /// <summary>The address, when the content is one; it may expire.</summary>
    public Uri? Uri => source.Uri;

    /// <summary>When <see cref="Uri"/> stops working; null when unknown or no address.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The width of an image or a video in pixels; null when nobody said.</summary>
    public int? Width { get; init; }

    /// <summary>The height of an image or a video in pixels; null when nobody said.</summary>
    public int? Height { get; init; }

    /// <summary>How long a sound or a video lasts; null when nobody said.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The number of bytes; null when nobody said and they are not in memory.</summary>
    public long? Length
    {
        get => field ?? source.Bytes?.Length;
        init;
    }

    /// <summary>The bytes, when they are in memory already.</summary>
    public ReadOnlyMemory<byte>? Bytes => source.Bytes;

    /// <summary>Whether it is an address that did not come in an answer, so that it is for a provider to read.</summary>
    internal bool IsForeign => source is UriMediaSource { HasFetcher: false };

    /// <summary>The same content with what its provider said of it; what it did not say stays as it is.</summary>
    internal MediaContent Described(string? fileName, int? width, int? height, TimeSpan? duration, long? length) =>
        new(source, declared, fileName ?? FileName)
        {
            ExpiresAt = ExpiresAt,
            Width = width ?? Width,
            Height = height ?? Height,
            Duration = duration ?? Duration,
            Length = length ?? Length,
        };

    /// <summary>How it can be read again and again, and how long it is; null for what has to be fetched, or can be read only once.</summary>
    internal (Func<Stream> Open, long Length)? Rereadable() => source.Rereadable();

    /// <summary>Keeps what was read, where it could be read only once.</summary>
    internal void Keep(ReadOnlyMemory<byte> bytes) => source.Keep(bytes);

    /// <summary>Makes content of bytes in memory; they are not copied.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="contentType">The media type; null to have it read from the first bytes.</param>
    public static MediaContent FromBytes(ReadOnlyMemory<byte> bytes, string? contentType = null) =>
        new(new BytesMediaSource(bytes), contentType ?? MediaTypes.FromMagic(bytes.Span));

    /// <summary>Makes content of a local file, which is opened when it is first needed.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="contentType">The media type; null to have it read from the extension.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static MediaContent FromFile(string path, string? contentType = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return File.Exists(path)
            ? new(new FileMediaSource(path), contentType, Path.GetFileName(path))
            : throw new FileNotFoundException($"There is no file '{path}' to read media from.", path);
    }

    /// <summary>Makes content of a stream, which is read once, from where it stands; the caller disposes it after the call.</summary>
    /// <param name="stream">A readable stream.</param>
    /// <param name="contentType">The media type.</param>
    /// <param name="fileName">A name for uploads that need one.</param>
    public static MediaContent FromStream(Stream stream, string contentType, string? fileName = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrWhiteSpace(contentType);
        return new(new StreamMediaSource(stream), contentType, fileName);
    }

    /// <summary>Makes content of an address that the provider shall read, or of a <c>data:</c> address, which is decoded at once.</summary>
    /// <param name="uri">An absolute https or data address.</param>
    /// <param name="contentType">The media type; null to have it read from the address.</param>
    /// <exception cref="ArgumentException">The address is relative, one of a local file, or a malformed data address.</exception>
    public static MediaContent FromUri(Uri uri, string? contentType = null)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (!uri.IsAbsoluteUri)
        {
            throw new ArgumentException("The address must be absolute; use FromFile for a local file.", nameof(uri));
        }

        if (uri.IsFile)
        {
            throw new ArgumentException("No provider reads this machine's files; use FromFile, which sends their bytes.", nameof(uri));
        }

        return uri.Scheme != "data"
            ? new(new UriMediaSource(uri, fetcher: null), contentType)
            : DataUri.TryParse(uri.OriginalString, out var bytes, out var dataType)
                ? FromBytes(bytes, contentType ?? dataType)
                : throw new ArgumentException("The data address is malformed; write data:<type>;base64,<data>.", nameof(uri));
    }

    /// <summary>Opens the content for reading, from its start; the caller disposes the stream. An address is fetched.</summary>
    /// <param name="cancellationToken">Stops the fetch.</param>
    /// <exception cref="ProviderException">The address could not be fetched, or is one the downloader refuses.</exception>
    /// <exception cref="InvalidOperationException">The content is a stream that was read already, or an address that only a provider reads.</exception>
    /// <exception cref="ObjectDisposedException">The client that received the address was disposed before it was read.</exception>
    public ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken = default) => source.OpenReadAsync(cancellationToken);

    /// <summary>Opens the content within a call, which says whether it has time for a wait.</summary>
    internal ValueTask<Stream> OpenReadAsync(Func<TimeSpan, bool> hasTimeFor, CancellationToken cancellationToken) => source.OpenReadAsync(hasTimeFor, cancellationToken);

    /// <summary>Reads the whole content into memory; returns what is there already without a copy.</summary>
    /// <param name="cancellationToken">Stops the fetch.</param>
    /// <exception cref="ProviderException">The address could not be fetched, or is one the downloader refuses.</exception>
    /// <exception cref="ObjectDisposedException">The client that received the address was disposed before it was read.</exception>
    public ValueTask<ReadOnlyMemory<byte>> ReadBytesAsync(CancellationToken cancellationToken = default) => ReadBytesAsync(hasTimeFor: null, cancellationToken);

    /// <summary>Reads the whole content within a call, which says whether it has time for a wait.</summary>
    internal async ValueTask<ReadOnlyMemory<byte>> ReadBytesAsync(Func<TimeSpan, bool>? hasTimeFor, CancellationToken cancellationToken)
    {
        if (source.Bytes is { } bytes)
        {
            return bytes;
        }

        return await WholeAsync(token => ReadOnceAsync(hasTimeFor, token), cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReadOnlyMemory<byte>> ReadOnceAsync(Func<TimeSpan, bool>? hasTimeFor, CancellationToken cancellationToken)
    {
        var stream = await source.OpenReadAsync(hasTimeFor, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var buffer = stream.CanSeek ? new MemoryStream(checked((int)(stream.Length - stream.Position))) : new MemoryStream();
            await stream.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
            var read = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
            source.Keep(read);
            source.SeenType = MediaTypes.FromMagic(read.Span);
            return read;
        }
    }

    /// <summary>Writes the content to a file, straight from its source; folders are made, an existing file is replaced only by a whole one.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="cancellationToken">Stops the writing; no half file is left behind.</param>
    /// <exception cref="ProviderException">The address could not be fetched, or is one the downloader refuses.</exception>
    /// <exception cref="IOException">The file could not be written.</exception>
    public async Task SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var partial = $"{full}.{Guid.NewGuid():N}.part";
        try
        {
            await WholeAsync(token => WriteOnceAsync(partial, token), cancellationToken).ConfigureAwait(false);
            File.Move(partial, full, overwrite: true);
        }
        finally
        {
            File.Delete(partial); // gone already when all went well
        }
    }

    private async Task<bool> WriteOnceAsync(string path, CancellationToken cancellationToken)
    {
        var input = await OpenReadAsync(cancellationToken).ConfigureAwait(false);
        await using (input.ConfigureAwait(false))
        {
            var output = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
            await using (output.ConfigureAwait(false))
            {
                await input.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
            }
        }

        return true;
    }

    // A download that breaks off is begun once more: nobody has seen any of it yet.
    private static async Task<T> WholeAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read(cancellationToken).ConfigureAwait(false);
        }
        catch (ProviderException failure) when (failure.IsIncomplete)
        {
            return await read(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Says type and size or host, never the content or a query.</summary>
    public override string ToString() => $"{ContentType ?? "media"}, {source.Describe()}";
}
