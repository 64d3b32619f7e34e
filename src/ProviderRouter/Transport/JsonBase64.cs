using System.Buffers;
using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ProviderRouter.Transport;

/// <summary>Writes a file into JSON as base64, without a string in between and without escapes: the usual encoder would make six bytes of each plus sign.</summary>
internal static class JsonBase64
{
    /// <summary>Writes a value.</summary>
    /// <param name="json">Where to write.</param>
    /// <param name="prefix">What stands before the base64, the head of a <c>data:</c> address say.</param>
    /// <param name="bytes">The file.</param>
    public static void Write(Utf8JsonWriter json, string prefix, ReadOnlySpan<byte> bytes)
    {
        var head = JsonEncodedText.Encode(prefix, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes;
        var rented = ArrayPool<byte>.Shared.Rent(head.Length + Base64.GetMaxEncodedToUtf8Length(bytes.Length) + 2);
        rented[0] = (byte)'"';
        head.CopyTo(rented.AsSpan(1));
        Base64.EncodeToUtf8(bytes, rented.AsSpan(1 + head.Length), out _, out var written);
        var end = 1 + head.Length + written;
        rented[end] = (byte)'"';
        json.WriteRawValue(rented.AsSpan(0, end + 1), skipInputValidation: true);
        ArrayPool<byte>.Shared.Return(rented);
    }
}
