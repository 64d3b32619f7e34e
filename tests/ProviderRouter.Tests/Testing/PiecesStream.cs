namespace ProviderRouter.Tests.Testing;

/// <summary>A body that comes in pieces, one after each wait, and then says nothing more or breaks; a read of no bytes waits like any other.</summary>
/// <param name="pieces">The pieces, in order.</param>
/// <param name="wait">What passes before each piece.</param>
/// <param name="end">How it breaks after the last; null when it falls silent.</param>
internal sealed class PiecesStream(IEnumerable<byte[]> pieces, Action? wait = null, Exception? end = null) : MemoryStream
{
    private readonly IEnumerator<byte[]> next = pieces.GetEnumerator();
    private ReadOnlyMemory<byte> left;

    public bool IsClosed { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (left.IsEmpty)
        {
            await Task.Yield();
            if (!next.MoveNext())
            {
                if (end is not null)
                {
                    throw end;
                }

                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            wait?.Invoke();
            cancellationToken.ThrowIfCancellationRequested();
            left = next.Current;
        }

        var count = Math.Min(buffer.Length, left.Length);
        left[..count].CopyTo(buffer);
        left = left[count..];
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        next.Dispose();
        base.Dispose(disposing);
    }
}
