using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>
/// Makes files ready for fal: an address is passed on, a small file goes along as a <c>data:</c> address, a larger one is uploaded first, and so
/// is a sound that fal's decoder would not know by its type. Behind a router there is no storage, so that all go along. Source: wire notes of
/// fal, §5 and §7.
/// </summary>
internal sealed class FalInputs(FalStorage? storage, MediaDownloader downloader)
{
    // A picture of this size costs less than the two exchanges of an upload.
    private const long Inline = 1 << 20;
    private const long InlineBehindRouter = 32 << 20;

    // Hugging Face's own client calls every sound so: it opens the way to the decoder, which looks for itself.
    private const string UnknownSound = "audio/mpeg";

    public async ValueTask<FalInput> ReadyAsync(TaskContext context, MediaContent content, CancellationToken cancellationToken)
    {
        if (content.Bytes is null && content.Uri is { } address)
        {
            return new(address.AbsoluteUri);
        }

        var media = await InputMedia.ReadyAsync(context, content, downloader, storage is null ? InlineBehindRouter : FalStorage.Largest, cancellationToken).ConfigureAwait(false);
        var type = InlineTypeOf(media.ContentType);
        if (storage is not null && (type is null || media.Length > Inline))
        {
            return new(await storage.UploadAsync(context, media, cancellationToken).ConfigureAwait(false));
        }

        var bytes = await media.ReadAsync(cancellationToken).ConfigureAwait(false);
        return type == "application/octet-stream"
            ? new(MediaTypes.FromMagic(bytes.Span) is { } found ? InlineTypeOf(found) ?? UnknownSound
                : throw context.Fail(ErrorKind.InvalidRequest, "A file's type is unknown; name it when the content is made, \"image/png\" say."), bytes)
            : new(type ?? UnknownSound, bytes);
    }

    public async ValueTask<FalInput?> ReadyOrNullAsync(TaskContext context, MediaContent? content, CancellationToken cancellationToken) =>
        content is null ? null : await ReadyAsync(context, content, cancellationToken).ConfigureAwait(false);

    // The type becomes a file's extension, and only some of those lead to a decoder. Null for one that leads to none.
    private static string? InlineTypeOf(string contentType)
    {
        var semicolon = contentType.IndexOf(';', StringComparison.Ordinal);
        var type = (semicolon < 0 ? contentType : contentType[..semicolon]).Trim().ToLowerInvariant();
        return type switch
        {
            "audio/wav" or "audio/wave" or "audio/vnd.wave" => "audio/x-wav",
            "audio/mp3" => "audio/mpeg",
            "audio/webm" => "video/webm",
            "audio/mpeg" or "audio/x-wav" => type,
            _ => type.StartsWith("audio/", StringComparison.Ordinal) ? null : type,
        };
    }
}
