using System.IO.Pipelines;
using Microsoft.Extensions.Time.Testing;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

public sealed class GuardedStreamTests : IDisposable
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider time = new();
    private readonly Pipe pipe = new();
    private readonly GuardedStream stream;

    public GuardedStreamTests() => stream = new(
        pipe.Reader.AsStream(),
        new(First, ErrorCodes.FirstEventTimeout, Idle, ReadLimits.Body),
        length: null,
        time,
        (kind, code, words, inner) => new("p", kind, words, inner) { ErrorCode = code },
        new MemoryStream(),
        TestContext.Current.CancellationToken);

    public void Dispose() => stream.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    public async Task ReadAsync_NothingCame_EndsAtTheFirstLimit(int wanted)
    {
        var read = Read(wanted);
        time.Advance(First - Moment);
        read.IsCompleted.Should().BeFalse();

        time.Advance(Moment);

        await ShouldBeSilence(read, ErrorCodes.FirstEventTimeout);
    }

    [Fact]
    public async Task ReadAsync_PiecesComeSlowly_EachWaitHasTheWholeIdleLimit()
    {
        await Send();
        await Read();

        for (var piece = 0; piece < 5; piece++)
        {
            var ready = Read(0);
            time.Advance(Idle - Moment);
            await Send();
            await ready;
            (await Read()).Should().Be(1);
        }

        var last = Read();
        time.Advance(Idle);
        await ShouldBeSilence(last, ErrorCodes.IdleTimeout);
    }

    [Fact]
    public async Task ReadAsync_ReaderWasAwayForLong_IsNoSilence()
    {
        var first = Read();
        await Send();
        await first;

        time.Advance(First + Idle);
        await Send();

        (await Read()).Should().Be(1);
    }

    [Fact]
    public void Dispose_ReadStillWaits_TheTimerDoesNoHarmAfterwards()
    {
        _ = Read();
        stream.Dispose();

        var pass = () => time.Advance(First + Idle);

        pass.Should().NotThrow();
    }

    private static async Task ShouldBeSilence(Task<int> read, string code)
    {
        var failure = (await FluentActions.Awaiting(() => read).Should().ThrowAsync<ProviderException>()).Which;
        failure.Kind.Should().Be(ErrorKind.Timeout);
        failure.ErrorCode.Should().Be(code);
    }

    private Task<int> Read(int wanted = 16) => stream.ReadAsync(new byte[wanted], TestContext.Current.CancellationToken).AsTask();

    private async Task Send() => await pipe.Writer.WriteAsync(new byte[] { 1 }, TestContext.Current.CancellationToken);
}
