using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Cuts the vectors out of a JSON text, each straight into its floats, and leaves a list with its number in its place.</summary>
internal static class VectorCutter
{
    /// <summary>Cuts a text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="rest">Gets what is no vector.</param>
    /// <param name="vectors">Gets the vectors, in their order.</param>
    /// <exception cref="JsonException">The text ends in a vector, or a vector holds something else than numbers.</exception>
    public static void Cut(ReadOnlySpan<byte> json, PooledBody rest, List<float[]> vectors)
    {
        var key = "\"embedding\""u8;
        while (json.IndexOf(key) is >= 0 and var at)
        {
            var value = at + key.Length;
            var isKey = (at == 0 || json[at - 1] != (byte)'\\') && NextIs(json, ref value, (byte)':');
            if (isKey && NextIs(json, ref value, (byte)'['))
            {
                rest.Write(json[..(value - 1)]);
                vectors.Add(FloatScanner.ReadArray(json[value..], out var length));
                json = json[(value + length)..];
                WriteMark(rest, vectors.Count - 1);
            }
            else if (isKey && NextIs(json, ref value, (byte)'"'))
            {
                rest.Write(json[..(value - 1)]);
                vectors.Add(ReadBase64(json[value..], out var length));
                json = json[(value + length)..];
                WriteMark(rest, vectors.Count - 1);
            }
            else
            {
                rest.Write(json[..value]);
                json = json[value..];
            }
        }

        rest.Write(json);
    }

    private static bool NextIs(ReadOnlySpan<byte> json, ref int position, byte wanted)
    {
        var next = position;
        while (next < json.Length && json[next] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            next++;
        }

        if (next == json.Length || json[next] != wanted)
        {
            return false;
        }

        position = next + 1;
        return true;
    }

    private static void WriteMark(PooledBody rest, int number)
    {
        rest.Write("["u8);
        Utf8Formatter.TryFormat(number, rest.GetSpan(11), out var written);
        rest.Advance(written);
        rest.Write("]"u8);
    }

    // The bytes of the floats, lowest first.
    private static float[] ReadBase64(ReadOnlySpan<byte> json, out int length)
    {
        var end = json.IndexOf((byte)'"');
        if (end < 0)
        {
            throw new JsonException("The answer ends in a vector.");
        }

        length = end + 1;
        var text = json[..end];
        if (text.Contains((byte)'\\') || text.Length % 4 != 0) // some servers escape the slash, some leave the padding out
        {
            var plain = Encoding.UTF8.GetString(text).Replace("\\/", "/", StringComparison.Ordinal);
            text = Encoding.UTF8.GetBytes(plain.PadRight((plain.Length + 3) / 4 * 4, '='));
        }

        var size = text.TrimEnd((byte)'=').Length * 3 / 4;
        var vector = GC.AllocateUninitializedArray<float>(size / sizeof(float));
        if (size % sizeof(float) != 0
            || Base64.DecodeFromUtf8(text, MemoryMarshal.AsBytes(vector.AsSpan()), out var consumed, out var written) != OperationStatus.Done
            || consumed != text.Length || written != size)
        {
            throw new JsonException("A vector is no base64 of floats.");
        }

        if (!BitConverter.IsLittleEndian)
        {
            var numbers = MemoryMarshal.Cast<float, int>(vector.AsSpan());
            BinaryPrimitives.ReverseEndianness(numbers, numbers);
        }

        return vector;
    }
}
