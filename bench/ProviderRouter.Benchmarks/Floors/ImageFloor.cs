using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace ProviderRouter.Benchmarks.Floors;

/// <summary>An image in JSON by hand: the whole body into one pooled buffer, the slice found in it, decoded into an array of its size.</summary>
internal static class ImageFloor
{
    public static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken = default)
    {
        var length = (int)response.Content.Headers.ContentLength!.Value;
        var body = ArrayPool<byte>.Shared.Rent(length);
        using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await stream.ReadExactlyAsync(body.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        var image = Decode(body.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(body);
        return image;
    }

    private static byte[] Decode(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (!(reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("b64_json"u8)))
        {
            reader.Read();
        }

        reader.Read();
        var text = reader.ValueSpan;
        var image = GC.AllocateUninitializedArray<byte>((text.Length / 4 * 3) - (text.EndsWith("=="u8) ? 2 : text.EndsWith("="u8) ? 1 : 0));
        return Base64.DecodeFromUtf8(text, image, out _, out _) == OperationStatus.Done ? image : throw new FormatException("No base64.");
    }
}
