using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Routing;

namespace ProviderRouter.Tests.Faults;

/// <summary>Who is asked next, by what is known of the candidates.</summary>
public sealed class FaultWalkTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static FaultScript TooLong => new FaultScript().Send(FaultHttp.Json("""{"error":{"message":"too long","code":"context_length_exceeded"}}""", 400));

    [Theory]
    [InlineData(new[] { 8_000, 8_000, 0, 32_000 }, "first fourth")] // one as small, and one that nothing is known of, are left out
    [InlineData(new[] { 8_000, 16_000, 0, 4_000 }, "first second")]
    [InlineData(new[] { 8_000, 8_000, 0, 4_000 }, "first")]
    [InlineData(new[] { 0, 8_000, 16_000, 32_000 }, "first")] // beside an unknown one nothing is known to be larger
    public async Task Chat_LongerThanTheContext_GoesOnlyToALargerWindow(int[] windows, string asked)
    {
        var operation = FaultOperations.Chat;
        await using var scene = new FaultScene(operation)
        {
            Routing = static options => options.Retry.MaxTargets = 4,
            Builder = builder => builder.AddModel(new()
            {
                Id = "m",
                Tasks = ["conversational"],
                Offers = [.. FaultScene.Names.Zip(windows).Select(static server => new CatalogOffer { Provider = server.First, ProviderModelId = "m", ContextWindow = server.Second == 0 ? null : server.Second })],
            }),
        };
        scene.Add(TooLong);
        scene.Add();
        scene.Add();
        scene.Add();

        RouteTrace trace;
        try
        {
            var report = await scene.PlayAsync(Stop);
            report.Text.Should().Be(operation.Answer);
            trace = report.Info.Trace;
        }
        catch (ProviderException failure)
        {
            (failure.Kind, failure.Provider).Should().Be((ErrorKind.ContextLengthExceeded, "first"));
            trace = failure.Trace;
        }

        string.Join(' ', trace.Attempts.Select(static attempt => attempt.Candidate.Provider)).Should().Be(asked);
        scene.Servers.Where(static server => server.Requests.Count > 0).Should().HaveCount(trace.Attempts.Count);
        trace.Candidates[0].Reason.Should().Be("ContextLengthExceeded (400)");
        await scene.EndAsync();
    }

    [Fact]
    public async Task Chat_KeySourceFails_IsAskedAgainAndThenTheNextServer()
    {
        await using var scene = new FaultScene(FaultOperations.Chat);
        var first = scene.Add(new FaultServer { Signals = scene.Signals }, static options => (options.ApiKey, options.ApiKeySource) = (null, static _ => throw new TimeoutException("the vault is slow"))).Listen();
        scene.Add();

        var info = (await scene.PlayAsync(Stop)).Info;

        info.Provider.Should().Be("second");
        info.Attempts.Should().ContainSingle("nothing was sent to the first").Which.Candidate.Provider.Should().Be("second");
        info.Trace.Candidates[0].Reason.Should().Contain("ApiKeySource failed");
        first.Accepted.Should().Be(0);
        await scene.EndAsync();
    }

    [Fact]
    public async Task Chat_KeySourceFailsEverywhere_IsToldWithItsCause()
    {
        await using var scene = new FaultScene(FaultOperations.Chat) { Routing = static options => options.Retry.MaxAttemptsPerTarget = 1 };
        var first = scene.Add(new FaultServer { Signals = scene.Signals }, static options => (options.ApiKey, options.ApiKeySource) = (null, static _ => throw new TimeoutException("the vault is slow"))).Listen();

        var failure = (await FluentActions.Awaiting(() => scene.PlayAsync(Stop)).Should().ThrowAsync<ProviderException>()).Which;

        (failure.Kind, failure.MaybeExecuted, failure.InnerException!.Message).Should().Be((ErrorKind.Authentication, false, "the vault is slow"));
        failure.Trace.Candidates.Should().ContainSingle().Which.Reason.Should().Contain("ApiKeySource failed");
        first.Accepted.Should().Be(0);
        await scene.EndAsync();
    }

    /// <summary>A server that was asked and one that opens in time: the failure of the first is no reason to give up.</summary>
    [Fact]
    public async Task Chat_FirstFailsAndTheNextRests_NextIsWaitedFor()
    {
        await using var scene = new FaultScene(FaultOperations.Chat) { Routing = static options => options.Retry.MaxAttemptsPerTarget = 1 };
        var first = scene.Add(new FaultScript().Send(FaultHttp.Json("", 500)));
        var second = scene.Add(new FaultScript().Send(FaultHttp.Json("", 429, "Retry-After: 20")), FaultOperations.Chat.Good(null!));
        await FluentActions.Awaiting(() => scene.PlayAsync(Stop)).Should().ThrowAsync<ProviderException>();

        var info = (await scene.PlayAsync(Stop)).Info;

        info.Attempts.Select(static attempt => (attempt.Candidate.Provider, attempt.StatusCode)).Should().Equal(("first", HttpStatusCode.InternalServerError), ("second", HttpStatusCode.OK));
        info.Trace.Duration.Should().BeCloseTo(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(0.1));
        (first.Requests.Count, second.Requests.Count).Should().Be((2, 2));
        await scene.EndAsync();
    }

    [Fact]
    public async Task Chat_FirstFailsAndTheNextRestsTooLong_IsTheFirstsFailureAtOnce()
    {
        await using var scene = new FaultScene(FaultOperations.Chat) { Routing = static options => options.Retry.MaxAttemptsPerTarget = 1 };
        scene.Add(new FaultScript().Send(FaultHttp.Json("", 500)));
        var second = scene.Add(new FaultScript().Send(FaultHttp.Json("", 429, "Retry-After: 90")), FaultOperations.Chat.Good(null!));
        await FluentActions.Awaiting(() => scene.PlayAsync(Stop)).Should().ThrowAsync<ProviderException>();

        var failure = (await FluentActions.Awaiting(() => scene.PlayAsync(Stop)).Should().ThrowAsync<ProviderException>()).Which;

        (failure.Kind, failure.Provider).Should().Be((ErrorKind.Unavailable, "first"));
        failure.Trace.Candidates.Select(static candidate => candidate.Outcome).Should().Equal(CandidateOutcome.Failed, CandidateOutcome.PassedOver);
        second.Requests.Should().ContainSingle();
        scene.Signals.Time!.Delays.Should().BeEmpty();
        await scene.EndAsync();
    }

    /// <summary>A circuit that opens in the middle of a call sends it to the next server at once; that server was asked, and is not asked again.</summary>
    [Fact]
    public async Task Chat_CircuitOpensBetweenAttempts_NextIsAskedAtOnceAndTheFirstIsVisited()
    {
        await using var scene = new FaultScene(FaultOperations.Chat) { Routing = static options => (options.CircuitBreaker.MinimumThroughput, options.Retry.MaxTargets) = (1, 2) };
        var first = scene.Add(new FaultScript().Send(FaultHttp.Json("", 500)));
        var second = scene.Add(new FaultScript().Send(FaultHttp.Json("", 400)), FaultOperations.Chat.Good(null!));
        var third = scene.Add();

        await FluentActions.Awaiting(() => scene.PlayAsync(Stop)).Should().ThrowAsync<ProviderException>();
        var info = (await scene.PlayAsync(Stop)).Info;

        info.Provider.Should().Be("second");
        (first.Requests.Count, second.Requests.Count, third.Accepted).Should().Be((1, 2, 0));
        scene.Signals.Time!.Delays.Should().ContainSingle().Which.Should().BeLessThan(TimeSpan.FromSeconds(1));
        await scene.EndAsync();
    }

    [Fact]
    public async Task Chat_CircuitsOpenBetweenAttempts_NoMoreServersThanMayBeAreAsked()
    {
        await using var scene = new FaultScene(FaultOperations.Chat) { Routing = static options => (options.CircuitBreaker.MinimumThroughput, options.Retry.MaxTargets) = (1, 2) };
        scene.Add(new FaultScript().Send(FaultHttp.Json("", 500)));
        scene.Add(new FaultScript().Send(FaultHttp.Json("", 502)));
        var third = scene.Add();

        var failure = (await FluentActions.Awaiting(() => scene.PlayAsync(Stop)).Should().ThrowAsync<ProviderException>()).Which;

        failure.Provider.Should().Be("second");
        failure.Attempts.Select(static attempt => attempt.Candidate.Provider).Distinct().Should().Equal("first", "second");
        third.Accepted.Should().Be(0);
        await scene.EndAsync();
    }

    [Fact]
    public async Task Chat_CircuitOfALoneServerOpensBetweenAttempts_IsWaitedFor()
    {
        await using var scene = new FaultScene(FaultOperations.Chat) { Routing = static options => options.CircuitBreaker.MinimumThroughput = 1 };
        var first = scene.Add(new FaultScript().Send(FaultHttp.Json("", 500)), FaultOperations.Chat.Good(null!));

        var info = (await scene.PlayAsync(Stop)).Info;

        info.Attempts.Select(static attempt => attempt.Error).Should().Equal(ErrorKind.Unavailable, null);
        info.Trace.Duration.Should().BeGreaterThan(TimeSpan.FromSeconds(3.9)).And.BeLessThan(TimeSpan.FromSeconds(8));
        first.Requests.Should().HaveCount(2);
        await scene.EndAsync();
    }

    /// <summary>What is learned during a wait counts: when the server opens too late after all, the call ends then.</summary>
    [Fact]
    public async Task Chat_WaitGrowsBeyondTheCallsTime_EndsAsSoonAsThatIsKnown()
    {
        var time = new Testing.PassingTime();
        await using var scene = new FaultScene(FaultOperations.Chat, new FaultSignals())
        {
            Time = time,
            Routing = static options =>
            {
                (options.Retry.MaxAttemptsPerTarget, options.CallTimeout) = (1, TimeSpan.FromSeconds(21));
                options.ConfigureProviders(static (_, provider) => provider.FirstEventTimeout = TimeSpan.FromSeconds(21));
            },
        };
        var first = scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Json("", 429, "Retry-After: 30")), new FaultScript().Send(FaultHttp.Json("", 429, "Retry-After: 20")));
        var slow = scene.PlayAsync(Stop);
        await first.UntilAsync(static server => server.Requests.Count == 1, "the slow call is there");
        await FluentActions.Awaiting(() => scene.PlayAsync(Stop)).Should().ThrowAsync<ProviderException>();
        var waiting = scene.PlayAsync(Stop); // for 20 s

        time.Advance(TimeSpan.FromSeconds(10));
        scene.Signals.Release();
        await FluentActions.Awaiting(() => slow).Should().ThrowAsync<ProviderException>();
        waiting.IsCompleted.Should().BeFalse();
        time.Advance(TimeSpan.FromSeconds(10.1));

        var failure = (await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<RoutingException>()).Which;
        failure.RetryAfter.Should().BeCloseTo(TimeSpan.FromSeconds(19.9), TimeSpan.FromSeconds(0.1));
        failure.Attempts.Should().BeEmpty();
        first.Requests.Should().HaveCount(2);
        await scene.EndAsync();
    }
}
