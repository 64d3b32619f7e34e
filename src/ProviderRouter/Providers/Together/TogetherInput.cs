using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Together;

/// <summary>An image of a request: an address as it is, bytes as a <c>data:</c> address.</summary>
internal sealed class TogetherInput
{
    private readonly Uri? address;
    private readonly string head = "";
    private readonly ReadOnlyMemory<byte> bytes;

    private TogetherInput(Uri address) => this.address = address;

    private TogetherInput(string head, ReadOnlyMemory<byte> bytes) => (this.head, this.bytes) = (head, bytes);

    /// <summary>Makes an image ready.</summary>
    /// <param name="context">The call.</param>
    /// <param name="image">The image.</param>
    /// <param name="downloader">Fetches what is at an address.</param>
    /// <param name="maxBytes">The most bytes of one that is no address.</param>
    /// <param name="maxCharacters">The most characters of a <c>data:</c> address; null for any number.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ProviderException">It is too large, of unknown type, or could not be read.</exception>
    public static async ValueTask<TogetherInput> ReadyAsync(
        TaskContext context, MediaContent image, MediaDownloader downloader, int maxBytes, int? maxCharacters, CancellationToken cancellationToken)
    {
        if (image.Bytes is null && image.Uri is { } address)
        {
            return new(address);
        }

        var media = await InputMedia.ReadyAsync(context, image, downloader, maxBytes, cancellationToken).ConfigureAwait(false);
        var read = await media.ReadAsync(cancellationToken).ConfigureAwait(false);
        var type = image.ContentType ?? MediaTypes.FromMagic(read.Span)
            ?? throw context.Fail(ErrorKind.InvalidRequest, "An image's type is unknown; name it when the image is made, \"image/png\" say.");
        var start = $"data:{type};base64,";
        var room = (maxCharacters - start.Length) / 4 * 3; // of bytes, four characters holding three
        return room is { } most && read.Length > most
            ? throw InputMedia.TooLarge(context, read.Length, most)
            : new(start, read);
    }

    public void Write(Utf8JsonWriter json)
    {
        if (address is not null)
        {
            json.WriteStringValue(address.AbsoluteUri);
        }
        else
        {
            JsonBase64.Write(json, head, bytes.Span);
        }
    }
}
