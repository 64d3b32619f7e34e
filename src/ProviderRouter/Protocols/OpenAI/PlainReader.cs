using System.Buffers;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Reads an answer as it comes. What it gives is valid until the next read; a stream that waits holds no buffer.</summary>
internal sealed class PlainReader(Stream stream) : IDisposable
{
    private const int Size = 16 << 10;
    private byte[]? buffer;

    /// <summary>What came next; empty at the end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        Return();
        await stream.ReadAsync(Memory<byte>.Empty, cancellationToken).ConfigureAwait(false);
        buffer = ArrayPool<byte>.Shared.Rent(Size);
        var count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return buffer.AsMemory(0, count);
    }

    public void Dispose()
    {
        stream.Dispose();
        Return();
    }

    private void Return()
    {
        if (buffer is { } rented)
        {
            buffer = null;
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
