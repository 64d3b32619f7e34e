using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fireworks;

/// <summary>The image that an edit starts from.</summary>
internal static class FireworksImageInput
{
    /// <summary>The most bytes of an image. Fireworks names no limit; this is the one of FLUX Kontext's maker.</summary>
    public const long MaxBytes = 20_000_000;

    /// <summary>Refuses edits that would mean nothing without what Fireworks lacks.</summary>
    /// <exception cref="ProviderException">The request has a mask, or no prompt.</exception>
    public static void Check(TaskContext<ImageToImageRequest> context)
    {
        if (context.Request.Mask is not null)
        {
            throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}' takes no mask, and without it the whole image would change; ask another provider.");
        }

        if (string.IsNullOrEmpty(context.Request.Prompt) && !context.Overrides("prompt"))
        {
            throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}' changes an image by a prompt only; set Prompt.");
        }
    }

    /// <summary>Gets an image ready for a JSON body: an address as it is, all else as a <c>data:</c> address.</summary>
    /// <exception cref="ProviderException">It is too large, or could not be read.</exception>
    public static async ValueTask<Action<RequestJson>> ReadyAsync(
        TaskContext context, string field, MediaContent image, MediaDownloader downloader, CancellationToken cancellationToken)
    {
        if (image is { Bytes: null, Uri: { Scheme: "https" } address })
        {
            return body => body.Add(field, address.AbsoluteUri);
        }

        var file = await InputMedia.ReadyAsync(context, image, downloader, MaxBytes, cancellationToken).ConfigureAwait(false);
        var bytes = await file.ReadAsync(cancellationToken).ConfigureAwait(false);
        return body => body.Add(field, file.ContentType, bytes.Span);
    }
}
