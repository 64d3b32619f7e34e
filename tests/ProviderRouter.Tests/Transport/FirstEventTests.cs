using System.Text;
using Microsoft.Extensions.Time.Testing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Transport;

/// <summary>The limit of the first event ends with an event, and with nothing less.</summary>
public sealed class FirstEventTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider time = new();

    [Theory]
    [InlineData(": wait\n\n")]
    [InlineData("data: : wait\n\n")]
    [InlineData("data:\n\n")]
    [InlineData("event: ping\ndata: {}\n\n")]
    public async Task ChatStreamAsync_OnlyKeepAlivesCome_GoesOnAtTheFirstEventLimit(string keepAlive)
    {
        using var servers = new TwoServers(timeProvider: time);
        var began = time.GetUtcNow();
        var silent = Body(Enumerable.Repeat(keepAlive, 1_000));
        servers.Answer("first", () => TwoServers.Events(silent));

        var text = await servers.StreamAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        text.Should().Be("second");
        servers.Asked.Should().Equal("first", "second");
        (time.GetUtcNow() - began).Should().Be(TimeSpan.FromSeconds(60));
        silent.IsClosed.Should().BeTrue();
    }

    [Fact]
    public async Task ChatStreamAsync_OnlyCommentsComeFromALoneServer_SaysWhichLimitItWas()
    {
        using var servers = new TwoServers(timeProvider: time, names: "first");
        servers.Answer("first", () => TwoServers.Events(Body(Enumerable.Repeat(": wait\n\n", 1_000))));

        var failure = await Assert.ThrowsAsync<ProviderException>(() => servers.StreamAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));

        (failure.Kind, failure.ErrorCode).Should().Be((ErrorKind.Timeout, ErrorCodes.FirstEventTimeout));
    }

    [Fact]
    public async Task ChatStreamAsync_FirstEventHoldsTheRoleAlone_IsWaitedForAsLongAsItIsNotIdle()
    {
        using var servers = new TwoServers(timeProvider: time);
        servers.Answer("first", () => TwoServers.Events(Body(
        [
            ": wait\n\n",
            OpenAIServer.Framed(OpenAIServer.Delta("""{"role":"assistant"}""")),
            .. Enumerable.Repeat(": wait\n\n", 30),
            OpenAIServer.Framed(OpenAIServer.Delta("""{"content":"first"}""", "stop"), "[DONE]"),
        ])));

        (await servers.StreamAsync()).Should().Be("first");
        servers.Asked.Should().Equal("first");
    }

    private PiecesStream Body(IEnumerable<string> pieces) => new(pieces.Select(Encoding.UTF8.GetBytes), () => time.Advance(Step));
}
