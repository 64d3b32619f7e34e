using System.Net;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Routing;

/// <summary>Whether what may have been executed may be sent again is a choice for each task.</summary>
public sealed class TaskPolicyTests
{
    [Theory]
    [InlineData(null, new[] { "first" })]
    [InlineData(true, new[] { "first", "second" })]
    public async Task GenerateImageAsync_MayHaveBeenExecuted_GoesOnOnlyWhereThatIsChosen(bool? choice, string[] asked)
    {
        using var servers = new TwoServers(options => options.Tasks["text-to-image"] = new TaskRoute { RetryWhenMaybeExecuted = choice });
        servers.Answer("first", () => TwoServers.Bad(HttpStatusCode.BadGateway)).Answer("second", () => TwoServers.Bad(HttpStatusCode.BadRequest));

        await Assert.ThrowsAsync<ProviderException>(() => servers.Client.GenerateImageAsync(TwoServers.Model, "a ship", TestContext.Current.CancellationToken));

        servers.Asked.Should().Equal(asked);
    }

    [Fact]
    public async Task ChatAsync_TaskThatMayNotBeRepeated_ThrowsWhatMayHaveBeenExecuted()
    {
        using var servers = new TwoServers(options => options.Tasks["conversational"] = new TaskRoute { RetryWhenMaybeExecuted = false });
        servers.Answer("first", () => TwoServers.Bad(HttpStatusCode.BadGateway));

        (await Assert.ThrowsAsync<ProviderException>(() => servers.ChatAsync())).MaybeExecuted.Should().BeTrue();

        servers.Asked.Should().Equal("first");
    }
}
