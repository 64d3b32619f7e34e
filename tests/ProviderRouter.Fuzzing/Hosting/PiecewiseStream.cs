namespace ProviderRouter.Fuzzing.Hosting;

/// <summary>A body of unknown length that arrives in pieces.</summary>
internal sealed class PiecewiseStream(ReadOnlyMemory<byte> body, int piece) : Stream
{
    private ReadOnlyMemory<byte> left = body;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Take(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Take(buffer.Span));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Take(Span<byte> buffer)
    {
        var count = Math.Min(Math.Min(buffer.Length, piece), left.Length);
        left[..count].Span.CopyTo(buffer);
        left = left[count..];
        return count;
    }
}
