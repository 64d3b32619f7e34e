namespace ProviderRouter.Tests.Testing;

/// <summary>A body that never says anything.</summary>
internal sealed class SilentStream : MemoryStream
{
    private readonly TaskCompletionSource read = new();
    private readonly TaskCompletionSource closed = new();

    public Task IsRead => read.Task;

    public Task Closed => closed.Task;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        read.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        closed.TrySetResult();
        base.Dispose(disposing);
    }
}
