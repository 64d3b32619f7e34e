using System.Globalization;

namespace ProviderRouter.Transport;

/// <summary>
/// An answer's body: each read has an idle limit, the whole a size limit and the length that was declared, and every failure is a <see cref="ProviderException"/>; only a
/// cancelled token is an <see cref="OperationCanceledException"/>. Disposing it closes the exchange.
/// </summary>
internal sealed class GuardedStream : Stream
{
    private readonly Stream inner;
    private readonly ReadLimits limits;
    private readonly long? length;
    private readonly Func<ErrorKind, string?, string, Exception?, ProviderException> fail;
    private readonly CancellationToken callToken;
    private readonly CancellationToken clientToken;
    private readonly CancellationTokenSource stop;
    private readonly TimeProvider timeProvider;
    private readonly IDisposable owner;
    private ITimer? silence; // runs only while a read waits
    private int closed;
    private bool begun;
    private long total;

    public GuardedStream(
        Stream inner,
        ReadLimits limits,
        long? length,
        TimeProvider timeProvider,
        Func<ErrorKind, string?, string, Exception?, ProviderException> fail,
        IDisposable owner,
        CancellationToken callToken,
        CancellationToken clientToken = default)
    {
        this.inner = inner;
        this.limits = limits;
        this.length = length;
        this.timeProvider = timeProvider;
        this.fail = fail;
        this.owner = owner;
        this.callToken = callToken;
        this.clientToken = clientToken;
        stop = CancellationTokenSource.CreateLinkedTokenSource(callToken, clientToken);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.CanBeCanceled && cancellationToken != callToken)
        {
            return ReadLinkedAsync(buffer, cancellationToken);
        }

        var read = StartAsync(buffer);
        return read.IsCompletedSuccessfully ? FinishAsync(read.Result, buffer.Length) : AwaitAsync(read, buffer.Length, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref closed, 1) == 0)
        {
            silence?.Dispose();
            inner.Dispose();
            owner.Dispose();
            stop.Dispose();
        }

        base.Dispose(disposing);
    }

    // A timer or a token may fire in the moment of disposal; what escaped here would end the process.
    private void Stop()
    {
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // nothing reads any more
        }
    }

    private async ValueTask<int> ReadLinkedAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(static state => ((GuardedStream)state!).Stop(), this);
        return await AwaitAsync(StartAsync(buffer), buffer.Length, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<int> StartAsync(Memory<byte> buffer)
    {
        try
        {
            return inner.ReadAsync(buffer, stop.Token);
        }
#pragma warning disable CA1031 // Whatever the network stack throws is translated where the read is awaited.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return ValueTask.FromException<int>(exception);
        }
    }

    private async ValueTask<int> AwaitAsync(ValueTask<int> read, int wanted, CancellationToken cancellationToken)
    {
        int count;
        try
        {
            if (!read.IsCompleted)
            {
                LimitSilence();
            }

            count = await read.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not ProviderException)
        {
            throw Translate(exception, cancellationToken);
        }
        finally
        {
            silence?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        return await FinishAsync(count, wanted).ConfigureAwait(false);
    }

    private void LimitSilence()
    {
        silence ??= timeProvider.CreateTimer(static state => ((GuardedStream)state!).Stop(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        silence.Change(begun ? limits.Idle : limits.First, Timeout.InfiniteTimeSpan);
    }

    private ValueTask<int> FinishAsync(int count, int wanted)
    {
        begun |= count > 0 || wanted == 0;
        total += count;
        return total > limits.MaxBytes ? ValueTask.FromException<int>(fail(ErrorKind.LimitExceeded, null, limits.Exceeded, null))
            : count == 0 && wanted > 0 && total < length ? ValueTask.FromException<int>(Broken(null)) // HTTP/2 does not tell
            : ValueTask.FromResult(count);
    }

    private Exception Translate(Exception exception, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return new OperationCanceledException(exception.Message, exception, cancellationToken);
        }

        if (callToken.IsCancellationRequested)
        {
            return new OperationCanceledException(exception.Message, exception, callToken);
        }

        if (clientToken.IsCancellationRequested)
        {
            return new ObjectDisposedException("The client was disposed.", exception);
        }

        return exception is OperationCanceledException && closed == 0
            ? fail(ErrorKind.Timeout, begun ? ErrorCodes.IdleTimeout : limits.FirstCode, string.Create(CultureInfo.InvariantCulture, $"the answer fell silent for {(begun ? limits.Idle : limits.First).TotalSeconds:0.###} s"), exception)
            : Broken(exception);
    }

    private ProviderException Broken(Exception? exception) =>
        fail(ErrorKind.Connection, ErrorCodes.Reset, "the connection broke while the answer was being read", exception);
}
