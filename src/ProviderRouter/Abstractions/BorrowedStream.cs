namespace ProviderRouter;

/// <summary>A caller's stream that is read here and stays open afterwards. Once it is given back it reads no more: a send that outlives its answer must not take bytes from the next one.</summary>
internal sealed class BorrowedStream(Stream inner) : Stream
{
    private volatile bool returned;

    public override bool CanRead => !returned;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Lent().Read(buffer, offset, count);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Lent().ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Lent().ReadAsync(buffer, offset, count, cancellationToken);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        returned = true;
        base.Dispose(disposing);
    }

    private Stream Lent()
    {
        ObjectDisposedException.ThrowIf(returned, this);
        return inner;
    }
}
