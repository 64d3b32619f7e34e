using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Routing;

/// <summary>A fallback to a provider that is not there is a mistake of the request: said at once, not in the hour when it is needed.</summary>
public sealed class UnknownFallbackTests
{
    private static readonly ChatRequest Request = new() { Model = "accounts/fireworks/models/x", Messages = [ChatMessage.User("Hi")], Fallbacks = [new("replicate", "a/b"), new("nobody\u001b[31m", "m")] };

    [Fact]
    public async Task ChatAsync_FallbackToAnUnknownProvider_IsARoutingFailureAndNothingIsSent()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Json("{}"));

        var failure = await Assert.ThrowsAsync<RoutingException>(() => router.Client.ChatAsync(Request, TestContext.Current.CancellationToken));

        failure.Message.Should().StartWith("Fallbacks: there is no provider 'nobody\\u001b[31m' here; there are fireworks-ai, replicate");
        wire.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task ChatStreamAsync_FallbackToAnUnknownProvider_IsARoutingFailure()
    {
        using var router = new TestRouter();

        await FluentActions.Awaiting(() => router.Client.ChatStreamAsync(Request, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken).AsTask())
            .Should().ThrowAsync<RoutingException>();
    }
}
