using System.Net;
using ProviderRouter.Resilience;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Routing;

/// <summary>A second candidate beside a slow first one: the first acceptable answer wins, and the loser is given up at once.</summary>
public sealed class HedgingTests
{
    private static readonly TimeSpan MinDelay = TimeSpan.FromSeconds(2);

    private readonly PassingTime time = new();

    [Fact]
    public async Task ChatAsync_Off_WaitsForTheFirst()
    {
        using var servers = new TwoServers(timeProvider: time);
        var release = servers.Hang("first");
        var answer = servers.ChatAsync();

        await servers.WhenAskedAsync(1);
        time.Advance(TimeSpan.FromSeconds(30));
        release.SetResult(TwoServers.Good("first"));

        (await answer).Text.Should().Be("first");
        servers.Asked.Should().Equal("first");
    }

    [Fact]
    public async Task ChatAsync_SlowFirst_SecondAnswersAndTheFirstIsGivenUp()
    {
        using var servers = Hedged();
        servers.Hang("first");
        var answer = servers.ChatAsync();
        await servers.WhenAskedAsync(1);

        await time.PassAsync(MinDelay);
        var info = (await answer).Info;

        info.Provider.Should().Be("second");
        servers.Asked.Should().Equal("first", "second");
        info.Attempts.Should().HaveCount(2);
        info.Attempts[0].Should().Match<RouteAttempt>(attempt => attempt.Candidate.Provider == "first" && attempt.Error == null && attempt.MaybeExecuted && !attempt.IsHedge);
        info.Attempts[1].Should().Match<RouteAttempt>(attempt => attempt.Candidate.Provider == "second" && attempt.IsHedge && attempt.Phase == AttemptPhase.Completed);
        info.Trace.Candidates[0].Reason.Should().Be("another was faster");
    }

    [Fact]
    public async Task ChatAsync_FirstAnswersAfterTheHedgeBegan_WinsAndTheHedgeIsGivenUp()
    {
        using var servers = Hedged();
        var release = servers.Hang("first");
        servers.Hang("second");
        var answer = servers.ChatAsync();

        await time.PassAsync(MinDelay);
        await servers.WhenAskedAsync(2);
        release.SetResult(TwoServers.Good("first"));
        var info = (await answer).Info;

        info.Provider.Should().Be("first");
        info.Attempts.Should().HaveCount(2).And.Contain(attempt => attempt.IsHedge && attempt.MaybeExecuted && attempt.Error == null);
    }

    [Fact]
    public async Task ChatAsync_HedgeFails_FirstIsStillWaitedFor()
    {
        using var servers = Hedged();
        var release = servers.Hang("first");
        servers.Answer("second", () => TwoServers.Bad(HttpStatusCode.BadGateway));
        var answer = servers.ChatAsync();

        await time.PassAsync(MinDelay);
        release.SetResult(TwoServers.Good("first"));

        (await answer).Text.Should().Be("first");
    }

    [Fact]
    public async Task ChatAsync_TargetsUsualTimeIsLonger_HedgesOnlyAfterIt()
    {
        HedgingOptions? hedging = null;
        using var servers = Hedged(options => hedging = options.Hedging);
        servers.Answer("first", () =>
        {
            time.Advance(TimeSpan.FromSeconds(10));
            return TwoServers.Good("first");
        });
        await servers.Client.ExplainAsync(InferenceTasks.Chat, new ChatRequest { Model = TwoServers.Model, Messages = [] }, TestContext.Current.CancellationToken);
        hedging!.Enabled = false; // what is usual is learned without it
        for (var call = 0; call < 20; call++)
        {
            await servers.ChatAsync();
        }

        hedging.Enabled = true;
        servers.Hang("first");
        servers.Asked.Clear();
        var answer = servers.ChatAsync();
        await time.PassAsync(TimeSpan.FromSeconds(10));

        (await answer).Text.Should().Be("second");
    }

    [Fact]
    public async Task ChatAsync_EmptyRetryBudget_DoesNotHedge()
    {
        using var servers = Hedged(options => (options.RetryBudget.Capacity, options.RetryBudget.RetryCost, options.RetryBudget.RateLimitedRetryCost) = (14, 14, 5));
        var first = servers.Hang("first");
        servers.Hang("second");
        var once = servers.ChatAsync();
        await time.PassAsync(MinDelay);
        await servers.WhenAskedAsync(2);
        first.SetResult(TwoServers.Good("first"));
        await once;
        first = servers.Hang("first");
        servers.Asked.Clear();

        var again = servers.ChatAsync();
        await time.PassAsync(MinDelay);
        time.Advance(TimeSpan.FromSeconds(20));
        first.SetResult(TwoServers.Good("first"));

        (await again).Text.Should().Be("first");
        servers.Asked.Should().Equal("first");
    }

    [Fact]
    public async Task ChatAsync_CallerCancels_EndsBoth()
    {
        using var servers = Hedged();
        servers.Hang("first");
        servers.Hang("second");
        using var caller = new CancellationTokenSource();
        var answer = servers.ChatUntilAsync(caller.Token);
        await time.PassAsync(MinDelay);

        await caller.CancelAsync();

        (await Assert.ThrowsAsync<OperationCanceledException>(() => answer)).CancellationToken.Should().Be(caller.Token);
    }

    [Fact]
    public async Task ChatStreamAsync_SilentFirst_FirstContentWinsAndTheLosersStreamIsClosed()
    {
        using var servers = Hedged();
        var silent = new SilentStream();
        servers.Answer("first", () => TwoServers.Events(silent));
        servers.Answer("second", () => TwoServers.Events(OpenAIServer.Delta("""{"content":"b"}""", "stop"), "[DONE]"));
        var text = servers.StreamAsync();

        await silent.IsRead;
        await time.PassAsync(MinDelay);

        (await text).Should().Be("b");
        await silent.Closed;
    }

    [Fact]
    public async Task GenerateImageAsync_SlowFirst_IsNotHedged()
    {
        using var servers = Hedged();
        var release = servers.Hang("first");
        var answer = servers.Client.GenerateImageAsync(TwoServers.Model, "a ship", TestContext.Current.CancellationToken);

        await servers.WhenAskedAsync(1);
        time.Advance(TimeSpan.FromSeconds(60));
        release.SetResult(new(HttpStatusCode.OK) { Content = new StringContent("""{"data":[{"b64_json":"aGVsbG8="}]}""") });

        (await answer).Info.Provider.Should().Be("first");
        servers.Asked.Should().Equal("first");
    }

    private TwoServers Hedged(Action<InferenceRoutingOptions>? configure = null) => new(
        options =>
        {
            options.Hedging.Enabled = true;
            configure?.Invoke(options);
        },
        time);
}
