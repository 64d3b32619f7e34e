namespace ProviderRouter.Tests.Testing;

/// <summary>A body of the same bytes over and over; counts what was taken.</summary>
internal sealed class CountingStream(long? length, params byte[] bytes) : Stream
{
    private long left = length ?? long.MaxValue;

    /// <summary>How many bytes were taken.</summary>
    public long Taken { get; private set; }

    public bool IsClosed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, left);
        for (var index = 0; index < count; index++)
        {
            buffer[index] = bytes[(int)((Taken + index) % bytes.Length)];
        }

        left -= count;
        Taken += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }
}
