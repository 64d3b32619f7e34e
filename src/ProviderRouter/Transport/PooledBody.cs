using System.Buffers;

namespace ProviderRouter.Transport;

/// <summary>
/// A body in pooled buffers, written once and, for a request, sent on every attempt. The buffers go back when the owner and every send that
/// still reads them are done: an HTTP/2 send can outlive the response that answered it. A large one grows by pieces, which are put together when
/// it is read: doubling one buffer would hold three times the limit in the moment that the limit is passed.
/// </summary>
/// <param name="capacity">The bytes that are expected at first.</param>
/// <param name="limit">The most bytes.</param>
internal sealed class PooledBody(int capacity = 4096, int limit = int.MaxValue) : IBufferWriter<byte>, IDisposable
{
    private const int Piece = 256 << 10;

    private readonly List<(byte[] Buffer, int Length)> pieces = [];
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(capacity);
    private int before; // bytes in the pieces
    private int length; // bytes in the buffer, which come after those
    private int users = 1;
    private bool disposed;

    public int Length => before + length;

    /// <summary>All bytes. Putting them together the first time is not for two threads at once.</summary>
    public ReadOnlyMemory<byte> Written
    {
        get
        {
            Join();
            return buffer.AsMemory(0, length);
        }
    }

    public void CopyTo(Span<byte> target)
    {
        foreach (var piece in pieces)
        {
            piece.Buffer.AsSpan(0, piece.Length).CopyTo(target);
            target = target[piece.Length..];
        }

        buffer.AsSpan(0, length).CopyTo(target);
    }

    /// <exception cref="BodyTooLargeException">The limit is passed.</exception>
    public void Advance(int count)
    {
        length += count;
        if (Length > limit)
        {
            throw new BodyTooLargeException();
        }
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return buffer.AsMemory(length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return buffer.AsSpan(length);
    }

    /// <summary>Begins a send; false when the body is gone already.</summary>
    public bool TryUse()
    {
        for (var seen = Volatile.Read(ref users); seen > 0;)
        {
            var was = Interlocked.CompareExchange(ref users, seen + 1, seen);
            if (was == seen)
            {
                return true;
            }

            seen = was;
        }

        return false;
    }

    /// <summary>Ends a send.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref users) == 0)
        {
            pieces.ForEach(static piece => ArrayPool<byte>.Shared.Return(piece.Buffer));
            pieces.Clear();
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
        }
    }

    public void Dispose()
    {
        if (!disposed)
        {
            disposed = true;
            Release();
        }
    }

    private void Ensure(int sizeHint)
    {
        var needed = Math.Max(sizeHint, 256);
        if (needed <= buffer.Length - length)
        {
            return;
        }

        if (Length + (long)needed <= Piece)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length + needed, buffer.Length * 2));
            buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
            return;
        }

        pieces.Add((buffer, length));
        before += length;
        buffer = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Piece));
        length = 0;
    }

    private void Join()
    {
        if (pieces.Count == 0)
        {
            return;
        }

        var whole = ArrayPool<byte>.Shared.Rent(Length);
        CopyTo(whole);
        pieces.ForEach(static piece => ArrayPool<byte>.Shared.Return(piece.Buffer));
        pieces.Clear();
        ArrayPool<byte>.Shared.Return(buffer);
        (buffer, length, before) = (whole, Length, 0);
    }
}

/// <summary>A body is larger than it may be.</summary>
internal sealed class BodyTooLargeException() : InvalidOperationException("The body is larger than it may be.");
