using System.Buffers;

namespace ProviderRouter.Transport;

/// <summary>
/// The bytes of an event stream that are still needed, and the lines in them: each ends with LF, CRLF or CR, and the first begins behind a byte
/// order mark, if there is one. What stands where changes only with <see cref="Release"/> and <see cref="GetMemory"/>.
/// </summary>
internal sealed class SseLines
{
    private const int Rented = 8 << 10;

    private byte[]? buffer;
    private int next; // where the next line begins
    private int searched; // how far its end was looked for: a long line that comes in small pieces is searched once
    private bool begun;
    private bool skipLineFeed;

    /// <summary>How many bytes are there.</summary>
    public int Length { get; private set; }

    /// <summary>Whether there is no room for more without a larger buffer.</summary>
    public bool IsFull => buffer is not null && Length == buffer.Length;

    /// <summary>Whether every line is read, and no beginning of another one is there.</summary>
    public bool IsRead => next == Length;

    /// <summary>Where the next line begins.</summary>
    public int Position => next;

    /// <summary>The bytes; lines that were read may be written over.</summary>
    public Span<byte> Bytes => buffer.AsSpan(0, Length);

    /// <summary>Reads a line.</summary>
    /// <returns>False when its end has not come yet.</returns>
    public bool TryRead(out int start, out int length)
    {
        if (skipLineFeed && next < Length)
        {
            skipLineFeed = false;
            next += buffer![next] == (byte)'\n' ? 1 : 0;
        }

        start = next;
        searched = Math.Max(searched, next);
        var found = buffer.AsSpan(searched, Length - searched).IndexOfAny((byte)'\n', (byte)'\r');
        if (found < 0)
        {
            searched = Length;
            length = 0;
            return false;
        }

        var end = searched + found;
        length = end - start;
        skipLineFeed = buffer![end] == (byte)'\r';
        next = searched = end + 1;
        return true;
    }

    /// <summary>Lets go of what stands before a place; what stands from there on moves to the front.</summary>
    public void Release(int from)
    {
        if (from > 0)
        {
            Buffer.BlockCopy(buffer!, from, buffer!, 0, Length - from);
            (Length, next, searched) = (Length - from, next - from, Math.Max(0, searched - from));
        }
    }

    /// <summary>Room for more, which <see cref="Add"/> takes.</summary>
    public Memory<byte> GetMemory()
    {
        buffer ??= ArrayPool<byte>.Shared.Rent(Rented);
        if (IsFull)
        {
            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            Buffer.BlockCopy(buffer, 0, larger, 0, Length);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        return buffer.AsMemory(Length);
    }

    /// <summary>Adds what was written into the room.</summary>
    public void Add(int count)
    {
        Length += count;
        SkipByteOrderMark();
    }

    /// <summary>Gives the buffer back, with all that is in it.</summary>
    public void Return()
    {
        if (buffer is { } rented)
        {
            buffer = null;
            Length = next = searched = 0;
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void SkipByteOrderMark()
    {
        if (begun || Length < 3)
        {
            begun |= Length > 0 && buffer![0] != 0xEF;
            return;
        }

        begun = true;
        next = Bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : next;
    }
}
