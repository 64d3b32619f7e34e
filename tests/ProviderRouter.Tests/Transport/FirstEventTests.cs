using System.Text;
using Microsoft.Extensions.Time.Testing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Transport;

/// <summary>The limit of the first event is for servers that are silent: one that says it lives may think for minutes, and a second try would be a second bill.</summary>
public sealed class FirstEventTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider time = new();

    [Theory]
    [InlineData(": OPENROUTER PROCESSING\n\n")]
    [InlineData("data: : wait\n\n")]
    [InlineData("data:\n\n")]
    [InlineData("event: ping\ndata: {}\n\n")]
    public async Task ChatStreamAsync_KeepAlivesComeForMinutes_IsWaitedFor(string keepAlive)
    {
        using var servers = new TwoServers(timeProvider: time);
        servers.Answer("first", () => TwoServers.Events(Body(
        [
            .. Enumerable.Repeat(keepAlive, 30),
            OpenAIServer.Framed(OpenAIServer.Delta("""{"role":"assistant"}""")),
            .. Enumerable.Repeat(keepAlive, 20),
            OpenAIServer.Framed(OpenAIServer.Delta("""{"content":"first"}""", "stop"), "[DONE]"),
        ])));

        (await servers.StreamAsync()).Should().Be("first");
        servers.Asked.Should().Equal("first");
    }

    /// <summary>The total ends it all the same.</summary>
    [Fact]
    public async Task ChatStreamAsync_OnlyKeepAlivesCome_EndsWithTheCall()
    {
        using var servers = new TwoServers(timeProvider: time);
        var body = Body(Enumerable.Repeat(": wait\n\n", 1_000));
        servers.Answer("first", () => TwoServers.Events(body));

        var failure = await Assert.ThrowsAsync<ProviderException>(() => servers.StreamAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));

        (failure.Kind, failure.ErrorCode).Should().Be((ErrorKind.Timeout, ErrorCodes.CallTimeout));
        servers.Asked.Should().Equal("first");
        body.IsClosed.Should().BeTrue();
    }

    private PiecesStream Body(IEnumerable<string> pieces) => new(pieces.Select(Encoding.UTF8.GetBytes), () => time.Advance(Step));
}
