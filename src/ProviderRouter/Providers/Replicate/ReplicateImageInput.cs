using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>An image as an input: an address as it is, bytes as a <c>data:</c> address.</summary>
internal sealed class ReplicateImageInput
{
    // Replicate's own client refuses more; larger files are uploaded first.
    private const int MaxBytes = 7_000_000;

    private readonly Uri? address;
    private readonly string type = "";
    private readonly ReadOnlyMemory<byte> bytes;

    private ReplicateImageInput(Uri address) => this.address = address;

    private ReplicateImageInput(string type, ReadOnlyMemory<byte> bytes) => (this.type, this.bytes) = (type, bytes);

    public static async ValueTask<ReplicateImageInput?> ReadAsync(TaskContext context, ChatImagePart? part, CancellationToken cancellationToken)
    {
        if (part?.Image is not { } image)
        {
            return null;
        }

        if (image.Bytes is null && image.Uri is { } address)
        {
            return new(address);
        }

        var bytes = await image.ReadBytesAsync(cancellationToken).ConfigureAwait(false);
        var type = image.ContentType ?? MediaTypes.FromMagic(bytes.Span)
            ?? throw context.Fail(ErrorKind.InvalidRequest, "An image's type is unknown; name it when the image is made, \"image/png\" say.");
        return bytes.Length <= MaxBytes
            ? new(type, bytes)
            : throw context.Fail(ErrorKind.LimitExceeded, $"Provider '{context.Provider}' takes images of up to {MaxBytes} bytes in a request; give a larger one as an address.");
    }

    public void Write(RequestJson input, string field)
    {
        if (address is not null)
        {
            input.Add(field, address.AbsoluteUri);
        }
        else
        {
            input.Add(field, type, bytes.Span);
        }
    }
}
