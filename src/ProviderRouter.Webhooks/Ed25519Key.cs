using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace ProviderRouter.Webhooks;

/// <summary>A public key of Ed25519, as RFC 8032 has it, and strict: no signature has a second form, and no key that fits every message is taken.</summary>
internal sealed class Ed25519Key
{
    private const int Length = 32;
    private const int MaxKeys = 64;

    // The group's order L, least significant byte first: a signature's second half is less than it.
    private static readonly byte[] Order =
    [
        0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE, 0x14,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];

    private readonly byte[] bytes;

    private Ed25519Key(byte[] bytes) => this.bytes = bytes;

    /// <summary>Makes a key of its 32 bytes; null when they are no point of the curve, or one of a small order.</summary>
    public static Ed25519Key? Of(ReadOnlySpan<byte> key)
    {
        var bytes = key.ToArray();
        return bytes.Length == Length && Ed25519.ValidatePublicKeyFull(bytes, 0) ? new(bytes) : null;
    }

    /// <summary>Reads a JSON Web Key Set; keys of other kinds, and such as are none, are passed over.</summary>
    public static IReadOnlyList<Ed25519Key> ReadSet(ReadOnlyMemory<byte> json)
    {
        var keys = new List<Ed25519Key>();
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("keys"u8, out var list) && list.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in list.EnumerateArray())
                {
                    if (keys.Count < MaxKeys && Read(item) is { } key)
                    {
                        keys.Add(key);
                    }
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // no set, or text that is no Unicode
        }

        return keys;
    }

    /// <summary>Whether the holder of this key signed a message.</summary>
    public bool Verify(byte[] message, byte[] signature)
    {
        ArgumentNullException.ThrowIfNull(message);
        return signature is { Length: 2 * Length }
            && IsBelowOrder(signature.AsSpan(Length))
            && Ed25519.Verify(signature, 0, bytes, 0, message, 0, message.Length);
    }

    private static bool IsBelowOrder(ReadOnlySpan<byte> number)
    {
        for (var index = Length - 1; index >= 0; index--)
        {
            if (number[index] != Order[index])
            {
                return number[index] < Order[index];
            }
        }

        return false;
    }

    private static Ed25519Key? Read(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || !Says(item, "kty", "OKP") || !Says(item, "crv", "Ed25519")
            || !item.TryGetProperty("x"u8, out var value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        // As it is written, without the quotes: base64url has nothing that JSON escapes.
        Span<byte> key = stackalloc byte[Length];
        return Base64Url.DecodeFromUtf8(JsonMarshal.GetRawUtf8Value(value)[1..^1], key, out _, out var written) == OperationStatus.Done && written == Length
            ? Of(key)
            : null;
    }

    private static bool Says(JsonElement item, string name, string word) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.ValueEquals(word);
}
