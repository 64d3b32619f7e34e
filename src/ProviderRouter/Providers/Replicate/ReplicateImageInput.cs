namespace ProviderRouter.Providers.Replicate;

/// <summary>An image as an input: an address as it is, bytes as a <c>data:</c> address.</summary>
internal static class ReplicateImageInput
{
    // Replicate's own client refuses more; larger files are uploaded first.
    private const int MaxBytes = 7_000_000;

    public static async ValueTask<string?> ReadAsync(TaskContext context, ChatImagePart? part, CancellationToken cancellationToken)
    {
        if (part?.Image is not { } image)
        {
            return null;
        }

        if (image.Bytes is null && image.Uri is { } address)
        {
            return address.AbsoluteUri;
        }

        var bytes = await image.ReadBytesAsync(cancellationToken).ConfigureAwait(false);
        var type = image.ContentType ?? MediaTypes.FromMagic(bytes.Span)
            ?? throw context.Fail(ErrorKind.InvalidRequest, "An image's type is unknown; name it when the image is made, \"image/png\" say.");
        return bytes.Length <= MaxBytes
            ? DataUri.Format(bytes.Span, type)
            : throw context.Fail(ErrorKind.LimitExceeded, $"Provider '{context.Provider}' takes images of up to {MaxBytes} bytes in a request; give a larger one as an address.");
    }
}
