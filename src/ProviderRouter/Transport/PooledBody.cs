using System.Buffers;

namespace ProviderRouter.Transport;

/// <summary>
/// A request body in a pooled buffer, written once and sent on every attempt. The buffer goes back when the owner and every send that
/// still reads it are done: an HTTP/2 send can outlive the response that answered it.
/// </summary>
internal sealed class PooledBody(int capacity = 4096) : IBufferWriter<byte>, IDisposable
{
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(capacity);
    private int length;
    private int users = 1;
    private bool disposed;

    public int Length => length;

    public ReadOnlyMemory<byte> Written => buffer.AsMemory(0, length);

    public void Advance(int count) => length += count;

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
            var before = Interlocked.CompareExchange(ref users, seen + 1, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }

    /// <summary>Ends a send.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref users) == 0)
        {
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
        var needed = length + Math.Max(sizeHint, 256);
        if (needed > buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, buffer.Length * 2));
            buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
    }
}
