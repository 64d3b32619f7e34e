using System.Buffers;
using System.Buffers.Text;

namespace ProviderRouter.Transport;

/// <summary>Decodes base64 that comes in pieces into a pooled buffer.</summary>
/// <param name="length">The bytes of base64 that are announced; null when unknown.</param>
internal sealed class Base64Sink(long? length) : IDisposable
{
    private const int MaxExpected = 8 << 20; // what was declared is believed that far
    private readonly int expected = (int)Math.Clamp(length / 4 * 3 ?? 0, 4 << 10, MaxExpected);
    private readonly byte[] carry = new byte[4];
    private PooledBody? decoded;
    private int carried;

    public void Add(ReadOnlySpan<byte> piece, Func<string, Exception> fail)
    {
        decoded ??= new(expected);
        while (carried is > 0 and < 4 && !piece.IsEmpty)
        {
            carry[carried++] = piece[0];
            piece = piece[1..];
        }

        if (piece.IsEmpty)
        {
            return;
        }

        // The last group is kept back: only at the end may it hold padding.
        if (carried == 4)
        {
            Decode(carry, fail);
            carried = 0;
        }

        var whole = (piece.Length - 1) / 4 * 4;
        Decode(piece[..whole], fail);
        piece[whole..].CopyTo(carry);
        carried = piece.Length - whole;
    }

    public byte[] Take(Func<string, Exception> fail)
    {
        if (carried is 2 or 3) // padding is left out at times
        {
            carry.AsSpan(carried).Fill((byte)'=');
            carried = 4;
        }

        Decode(carry.AsSpan(0, carried), fail, isFinal: true);
        var bytes = GC.AllocateUninitializedArray<byte>(decoded!.Length);
        decoded.CopyTo(bytes);
        Dispose();
        return bytes.Length > 0 ? bytes : throw fail("a file in the answer is empty");
    }

    public void Dispose()
    {
        decoded?.Dispose();
        decoded = null;
        carried = 0;
    }

    private void Decode(ReadOnlySpan<byte> groups, Func<string, Exception> fail, bool isFinal = false)
    {
        if (groups.IsEmpty)
        {
            return;
        }

        var target = decoded!.GetSpan((groups.Length / 4 * 3) + 3);
        if (Base64.DecodeFromUtf8(groups, target, out var consumed, out var written, isFinal) != OperationStatus.Done || consumed != groups.Length)
        {
            throw fail("a file in the answer is no base64");
        }

        decoded.Advance(written);
    }
}
