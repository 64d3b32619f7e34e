using System.Diagnostics;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Faults;

/// <summary>A second server beside a slow one: the first good answer wins, the other connection is closed, and no job is ever begun twice.</summary>
public sealed class FaultHedgingTests
{
    private const string Known = "meta/meta-llama-3-70b-instruct"; // what Replicate calls its inputs needs no look-up
    private static readonly TimeSpan MinDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2); // a second for the call, and one for a busy machine

    private readonly PassingTime time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static FaultScript Silence => new FaultScript().Silence();

    [Fact]
    public async Task Chat_HeadIsSlow_SecondAnswersAndTheFirstConnectionIsClosed()
    {
        await using var scene = Scene(FaultOperations.Chat);
        var (first, second) = (scene.Add(Silence), scene.Add());
        var call = await HedgeAsync(scene, first);

        var info = (await call).Info;

        var startedAt = Stopwatch.GetTimestamp();
        await first.UntilAsync(static server => server.Busy == 0, "the loser is closed");
        Stopwatch.GetElapsedTime(startedAt).Should().BeLessThan(Slack);
        Told(info).Should().Equal(("first", false, null, true), ("second", true, null, false));
        info.Trace.Candidates.Select(static candidate => (candidate.Outcome, candidate.Reason)).Should().Equal((CandidateOutcome.Failed, "another was faster"), (CandidateOutcome.Served, "answered"));
        (first.Requests.Count, first.Abandoned, second.Requests.Count).Should().Be((1, 1, 1));
        await scene.EndAsync();
    }

    [Fact]
    public async Task Stream_IsSilentAfterItsHead_FirstContentWinsAndTheFirstConnectionIsClosed()
    {
        await using var scene = Scene(FaultOperations.Stream);
        var first = scene.Add(new FaultScript().Send(FaultHttp.OpenHead(FaultHttp.Events) + ": hold on\n\n").Silence());
        scene.Add();
        var call = await HedgeAsync(scene, first);

        var answer = await call;

        answer.Text.Should().Be(FaultOperations.Stream.Answer);
        answer.Info.Provider.Should().Be("second");
        await first.UntilAsync(static server => server is { Busy: 0, Abandoned: 1 }, "the loser is closed");
        await scene.EndAsync();
    }

    [Fact]
    public async Task Chat_FirstAnswersAfterAll_WinsAndTheSecondConnectionIsClosed()
    {
        await using var scene = Scene(FaultOperations.Chat);
        var (first, second) = (scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Whole(200, "application/json", FaultOperations.Chat.Body(null!)))), scene.Add(Silence));
        var call = await HedgeAsync(scene, first);
        await UntilAskedAsync(second);
        scene.Signals.Release();

        var info = (await call).Info;

        Told(info).Should().Equal(("first", false, null, false), ("second", true, null, true));
        await second.UntilAsync(static server => server is { Busy: 0, Abandoned: 1 }, "the loser is closed");
        await scene.EndAsync();
    }

    /// <summary>A stream's deadline is told of the server that gave it, whoever was asked beside it.</summary>
    [Fact]
    public async Task Stream_FirstWinsAndTheCallEndsInMidAnswer_NamesTheFirst()
    {
        await using var scene = Scene(FaultOperations.Stream);
        var first = scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.OpenHead(FaultHttp.Events) + FaultHttp.Text("hello")).Silence());
        var second = scene.Add(Silence);
        var call = await HedgeAsync(scene, first);
        await UntilAskedAsync(second);
        scene.Signals.Release();
        await scene.Signals.Heard.WaitAsync(TimeSpan.FromSeconds(20), Stop);
        await second.UntilAsync(static server => server.Busy == 0, "the loser is closed");

        time.Advance(TimeSpan.FromMinutes(10));

        var failure = (await FluentActions.Awaiting(() => call).Should().ThrowAsync<ProviderException>()).Which;
        (failure.Kind, failure.ErrorCode, failure.Provider).Should().Be((ErrorKind.Timeout, ErrorCodes.CallTimeout, "first"));
        failure.Attempts[0].Should().Match<RouteAttempt>(static attempt => attempt.Phase == AttemptPhase.Delivering && attempt.Error == ErrorKind.Timeout && attempt.ErrorCode == ErrorCodes.CallTimeout);
        await scene.EndAsync();
    }

    /// <summary>The second runs already: that no further one may be begun is no reason to give it up.</summary>
    [Fact]
    public async Task Chat_FirstFailsAndNoAttemptIsLeft_SecondIsWaitedFor()
    {
        await using var scene = Scene(FaultOperations.Chat, maxAttempts: 2);
        var first = scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Json("", 500)));
        var held = new FaultSignals();
        var second = scene.Add(new FaultServer { Signals = held }).On(static _ => true, new FaultScript().UntilReleased().Send(FaultHttp.Whole(200, "application/json", FaultOperations.Chat.Body(null!)))).Listen();
        var call = await HedgeAsync(scene, first);
        await UntilAskedAsync(second);
        scene.Signals.Release();
        await first.UntilAsync(static server => server.Busy == 0, "the first has failed");
        held.Release();

        Told((await call).Info).Should().Equal(("first", false, ErrorKind.Unavailable, true), ("second", true, null, false));
        await scene.EndAsync();
    }

    /// <summary>Whoever waits for a place has begun nothing: what was begun meanwhile counts.</summary>
    [Fact]
    public async Task Chat_FirstWaitsForAPlaceAndTheSecondTookTheLastAttempt_IsNotBegun()
    {
        await using var scene = Scene(FaultOperations.Chat, maxAttempts: 1, placesPerTarget: 1);
        var first = scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Whole(200, "application/json", FaultOperations.Chat.Body(null!))));
        var held = new FaultSignals();
        var second = scene.Add(new FaultServer { Signals = held }).On(static _ => true, new FaultScript().UntilReleased().Send(FaultHttp.Whole(200, "application/json", FaultOperations.Chat.Body(null!)))).Listen();
        var running = scene.PlayAsync(Stop);
        await UntilAskedAsync(first);
        time.Advance(TimeSpan.FromSeconds(1));
        var waiting = scene.PlayAsync(Stop);
        time.Advance(TimeSpan.FromSeconds(2));
        await UntilAskedAsync(second);
        var later = scene.PlayAsync(Stop); // its turn comes after the one that waits
        scene.Signals.Release();
        (await Task.WhenAll(running, later)).Should().OnlyContain(static answer => answer.Info.Provider == "first");
        held.Release();

        Told((await waiting).Info).Should().Equal(("second", true, null, false));
        first.Requests.Should().HaveCount(2);
        await scene.EndAsync();
    }

    [Fact]
    public async Task Chat_BothFail_ThirdIsAskedAndBothAreTold()
    {
        await using var scene = Scene(FaultOperations.Chat);
        var (first, second) = (scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Json("", 500))), scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Json("", 503))));
        var third = scene.Add();
        var call = await HedgeAsync(scene, first);
        await UntilAskedAsync(second);
        third.Accepted.Should().Be(0);
        scene.Signals.Release();

        Told((await call).Info).Should().Equal(("first", false, ErrorKind.Unavailable, true), ("second", true, ErrorKind.Unavailable, false), ("third", false, null, false));
        await scene.EndAsync();
    }

    [Fact]
    public async Task Chat_BothFailAndThereIsNoThird_IsTheLastFailure()
    {
        await using var scene = Scene(FaultOperations.Chat);
        var (first, second) = (scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Json("", 500))), scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Json("", 503))));
        var call = await HedgeAsync(scene, first);
        await UntilAskedAsync(second);
        scene.Signals.Release();

        var failure = (await FluentActions.Awaiting(() => call).Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(ErrorKind.Unavailable);
        failure.Attempts.Select(static attempt => (int?)attempt.StatusCode).Should().Equal(500, 503);
        await scene.EndAsync();
    }

    [Theory]
    [InlineData(400, ErrorKind.InvalidRequest)]
    [InlineData(401, ErrorKind.Authentication)]
    public async Task Chat_OneOfThemRefusesTheRequest_EndsBoth(int status, ErrorKind kind)
    {
        await using var scene = Scene(FaultOperations.Chat);
        var first = scene.Add(Silence);
        scene.Add(new FaultScript().Send(FaultHttp.Json("""{"error":{"message":"no"}}""", status)));
        var third = scene.Add();
        var call = await HedgeAsync(scene, first);

        var failure = (await FluentActions.Awaiting(() => call).Should().ThrowAsync<ProviderException>()).Which;

        (failure.Kind, failure.Provider).Should().Be((kind, "second"));
        await first.UntilAsync(static server => server is { Busy: 0, Abandoned: 1 }, "the other is closed");
        third.Accepted.Should().Be(0);
        await scene.EndAsync();
    }

    [Fact]
    public async Task Chat_LoneServer_IsAskedOnceMoreAndTheFirstConnectionIsClosed()
    {
        await using var scene = Scene(FaultOperations.Chat, 3);
        var first = scene.Add(Silence, FaultOperations.Chat.Good(null!));
        var call = await HedgeAsync(scene, first);

        Told((await call).Info).Should().Equal(("first", false, null, true), ("first", true, null, false));
        await first.UntilAsync(static server => server is { Busy: 0, Abandoned: 1 }, "the loser is closed");
        await scene.EndAsync();
    }

    /// <summary>A hedge is one attempt more, and none beyond what a target may get.</summary>
    [Fact]
    public async Task Chat_LoneServerFailsOnBothWays_IsAskedNoMoreThanItMayBe()
    {
        await using var scene = Quick(FaultOperations.Chat);
        var first = scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Json("", 500)));
        var call = scene.PlayAsync(Stop);
        await first.UntilAsync(static server => server.Requests.Count == 2, "the hedge is there");
        scene.Signals.Release();

        var failure = (await FluentActions.Awaiting(() => call).Should().ThrowAsync<ProviderException>()).Which;

        failure.Attempts.Should().HaveCount(3);
        first.Requests.Should().HaveCount(3);
        await scene.EndAsync();
    }

    [Fact]
    public async Task Image_JobIsSlow_IsCreatedOnce()
    {
        await using var scene = Scene(FaultOperations.Job);
        var first = scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Json(JobOperation.Prediction("succeeded", "\"data:image/png;base64,AQIDBAUGBwgJCgsMDQ4PEA==\""))));
        var second = scene.Add();
        var call = scene.PlayAsync(Stop);
        await UntilAskedAsync(first);

        time.Advance(TimeSpan.FromSeconds(20));
        scene.Signals.Release();

        (await call).Info.Provider.Should().Be("first");
        (first.Requests.Count(MixedChat.IsCreate), second.Accepted).Should().Be((1, 0));
        await scene.EndAsync();
    }

    [Fact]
    public async Task Chat_IsAJobThatIsSlow_NobodyIsAskedBesideIt()
    {
        await using var scene = Scene(new MixedChat(Known, "first"));
        var first = scene.Add(new FaultServer { Signals = scene.Signals }).On(MixedChat.IsCreate, new FaultScript().UntilReleased().Send(FaultHttp.Json("""{"id":"p1","model":"m","version":"hidden","input":{},"output":["hello"," there"],"logs":"","error":null,"status":"succeeded"}"""))).Listen();
        var second = scene.Add();
        var call = await HedgeAsync(scene, first);
        time.Advance(TimeSpan.FromSeconds(20));
        scene.Signals.Release();

        (await call).Info.Provider.Should().Be("first");
        (first.Requests.Count(MixedChat.IsCreate), second.Accepted).Should().Be((1, 0));
        await scene.EndAsync();
    }

    [Fact]
    public async Task Chat_NextIsAJob_IsNotBegunBesideTheFirst()
    {
        await using var scene = Scene(new MixedChat(Known, "second"));
        var first = scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Whole(200, "application/json", FaultOperations.Chat.Body(null!))));
        var second = scene.Add(new FaultServer { Signals = scene.Signals }).On(MixedChat.IsCreate, MixedChat.Done()).Listen();
        var call = await HedgeAsync(scene, first);
        scene.Signals.Release();

        Told((await call).Info).Should().Equal(("first", false, null, false));
        second.Accepted.Should().Be(0);
        await scene.EndAsync();
    }

    /// <summary>Who could not be asked beside another can be asked after it.</summary>
    [Fact]
    public async Task Chat_NextIsAJobAndTheFirstFails_IsBegunThen()
    {
        await using var scene = Scene(new MixedChat(Known, "second"));
        var first = scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Json("", 500)));
        var second = scene.Add(new FaultServer { Signals = scene.Signals }).On(MixedChat.IsCreate, MixedChat.Done()).Listen();
        var call = await HedgeAsync(scene, first);
        scene.Signals.Release();

        Told((await call).Info).Should().Equal(("first", false, ErrorKind.Unavailable, true), ("second", false, null, false));
        second.Requests.Count(MixedChat.IsCreate).Should().Be(1);
        await scene.EndAsync();
    }

    /// <summary>What goes before a job may take so long that another is asked beside it; the job is begun only when that has failed.</summary>
    [Theory]
    [InlineData(200, "second", 0)]
    [InlineData(503, "first", 1)]
    public async Task Chat_LookUpBeforeAJobIsSlow_JobIsNotBegunBesideTheHedge(int status, string answeredBy, int jobs)
    {
        await using var scene = Quick(new MixedChat("acme/unknown", "first"));
        var first = scene.Add(new FaultServer { Signals = scene.Signals })
            .On(static request => request.Method == "GET", new FaultScript().UntilReleased().Send(FaultHttp.Json("{}")))
            .On(MixedChat.IsCreate, MixedChat.Done()).Listen();
        var held = new FaultSignals();
        var second = scene.Add(new FaultServer { Signals = held })
            .On(static _ => true, new FaultScript().UntilReleased().Send(FaultHttp.Whole(status, "application/json", FaultOperations.Chat.Body(null!)))).Listen();
        var call = scene.PlayAsync(Stop);
        await UntilAskedAsync(second);
        scene.Signals.Release();
        await first.UntilAsync(static server => server.Busy == 0, "the look-up is over");
        first.Requests.Count(MixedChat.IsCreate).Should().Be(0);

        held.Release();

        (await call).Info.Provider.Should().Be(answeredBy);
        first.Requests.Count(MixedChat.IsCreate).Should().Be(jobs);
        await scene.EndAsync();
    }

    /// <summary>A hedge that cannot be paid for is no visit: that server is still there when the first one fails.</summary>
    [Fact]
    public async Task Chat_NoBudgetForTheHedge_NextIsAskedWhenTheFirstFails()
    {
        await using var scene = new FaultScene(FaultOperations.Chat, new FaultSignals())
        {
            Time = time,
            Routing = static options =>
            {
                (options.Hedging.Enabled, options.Retry.MaxAttemptsPerTarget) = (true, 1);
                (options.RetryBudget.Capacity, options.RetryBudget.RetryCost, options.RetryBudget.RateLimitedRetryCost) = (14, 14, 5);
            },
        };
        var first = scene.Add(Silence, new FaultScript().UntilReleased().Send(FaultHttp.Json("", 500)));
        var second = scene.Add(Silence, FaultOperations.Chat.Good(null!));
        using var caller = new CancellationTokenSource();
        var spending = await HedgeAsync(scene, first, caller.Token); // takes all that the second server's budget holds
        await UntilAskedAsync(second);
        await caller.CancelAsync();
        await FluentActions.Awaiting(() => spending).Should().ThrowAsync<OperationCanceledException>();

        var call = await HedgeAsync(scene, first, asked: 2);
        scene.Signals.Release();

        Told((await call).Info).Should().Equal(("first", false, ErrorKind.Unavailable, true), ("second", false, null, false));
        await scene.EndAsync();
    }

    private static IEnumerable<(string Provider, bool IsHedge, ErrorKind? Error, bool MaybeExecuted)> Told(ResponseInfo info) =>
        info.Attempts.Select(static attempt => (attempt.Candidate.Provider, attempt.IsHedge, attempt.Error, attempt.MaybeExecuted));

    private static Task UntilAskedAsync(FaultServer server) => server.UntilAsync(static server => server.Requests.Count >= 1, "the request is there");

    private FaultScene Scene(FaultOperation operation, int attemptsPerTarget = 1, int maxAttempts = 6, int placesPerTarget = 1_000) => new(operation, new FaultSignals())
    {
        Time = time,
        Routing = options =>
        {
            (options.Hedging.Enabled, options.Concurrency.MaxPerTarget) = (true, placesPerTarget);
            (options.Retry.MaxAttemptsPerTarget, options.Retry.MaxAttempts) = (attemptsPerTarget, maxAttempts);
        },
    };

    /// <summary>The same by the system's clock, for calls with delays of their own.</summary>
    private static FaultScene Quick(FaultOperation operation) => new(operation, new FaultSignals())
    {
        Routing = static options => (options.Hedging.Enabled, options.Hedging.MinDelay, options.Retry.MaxAttempts) = (true, TimeSpan.FromMilliseconds(10), 20),
    };

    /// <summary>Begins a call and lets the time pass after which a second server is asked.</summary>
    private async Task<Task<FaultReport>> HedgeAsync(FaultScene scene, FaultServer first, CancellationToken cancellationToken = default, int asked = 1)
    {
        var call = scene.PlayAsync(cancellationToken == default ? Stop : cancellationToken);
        await first.UntilAsync(server => server.Requests.Count >= asked, "the first is asked");
        await time.PassAsync(MinDelay);
        return call;
    }
}
