namespace ProviderRouter.Tests.Faults;

/// <summary>A second server beside a slow one: the first good answer wins, the other connection is closed, and nobody is lost.</summary>
public sealed class FaultHedgingTests : HedgedFaults
{
    private static FaultScript Silence => new FaultScript().Silence();

    private static byte[] Refusal(int status) => FaultHttp.Json("""{"error":{"message":"no"}}""", status);

    [Fact]
    public async Task Chat_HeadIsSlow_SecondAnswersAndTheFirstConnectionIsClosed()
    {
        await using var scene = Scene(FaultOperations.Chat);
        var (first, second) = (scene.Add(Silence), scene.Add());
        var call = await HedgeAsync(scene, first);

        var info = (await call).Info;

        await first.UntilAsync(static server => server.Busy == 0, "the loser is closed"); // no time passes that could do it
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

        Time.Advance(TimeSpan.FromMinutes(10));

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

        (await call).Info.Attempts.Select(static attempt => (attempt.Candidate.Provider, attempt.IsHedge)).Should().Equal(("first", false), ("second", true));
        await scene.EndAsync();
    }

    /// <summary>Whoever waits for a place has begun nothing, so that nobody is asked beside it.</summary>
    [Fact]
    public async Task Chat_FirstWaitsForAPlace_NobodyIsAskedBesideIt()
    {
        await using var scene = Scene(FaultOperations.Chat, maxAttempts: 1, placesPerTarget: 1);
        var first = scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Whole(200, "application/json", FaultOperations.Chat.Body(null!))));
        var second = scene.Add();
        var running = scene.PlayAsync(Stop);
        await UntilAskedAsync(first);
        Time.Advance(TimeSpan.FromSeconds(1));
        var waiting = scene.PlayAsync(Stop);
        Time.Advance(TimeSpan.FromSeconds(2));
        scene.Signals.Release();

        (await Task.WhenAll(running, waiting)).Should().OnlyContain(static answer => answer.Info.Provider == "first" && answer.Info.Attempts.Count == 1);
        second.Accepted.Should().Be(0);
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
    public async Task Chat_FirstRefusesTheRequest_EndsBoth(int status, ErrorKind kind)
    {
        await using var scene = Scene(FaultOperations.Chat);
        var (first, second) = (scene.Add(new FaultScript().UntilReleased().Send(Refusal(status))), scene.Add(Silence));
        var third = scene.Add();
        var call = await HedgeAsync(scene, first);
        await UntilAskedAsync(second);
        scene.Signals.Release();

        var failure = (await FluentActions.Awaiting(() => call).Should().ThrowAsync<ProviderException>()).Which;

        (failure.Kind, failure.Provider).Should().Be((kind, "first"));
        await second.UntilAsync(static server => server is { Busy: 0, Abandoned: 1 }, "the other is closed");
        third.Accepted.Should().Be(0);
        await scene.EndAsync();
    }

    /// <summary>Without a hedge the second would never have been asked: what it refuses does not spoil an answer of the first.</summary>
    [Theory]
    [InlineData(400, ErrorKind.InvalidRequest)]
    [InlineData(401, ErrorKind.Authentication)]
    public async Task Chat_SecondRefusesTheRequest_FirstIsStillWaitedFor(int status, ErrorKind kind)
    {
        await using var scene = Scene(FaultOperations.Chat);
        var first = scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Whole(200, "application/json", FaultOperations.Chat.Body(null!))));
        scene.Add(new FaultScript().Send(Refusal(status)));
        var call = await HedgeAsync(scene, first);
        await UntilEndedAsync(1);
        scene.Signals.Release();

        Told((await call).Info).Should().Equal(("first", false, null, false), ("second", true, kind, false));
        await scene.EndAsync();
    }

    /// <summary>As if they had been asked in turn: what the second one refuses nobody else is asked.</summary>
    [Fact]
    public async Task Chat_SecondRefusesAndTheFirstFails_IsTheRefusal()
    {
        await using var scene = Scene(FaultOperations.Chat);
        var first = scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Json("", 500)));
        scene.Add(new FaultScript().Send(Refusal(400)));
        var third = scene.Add();
        var call = await HedgeAsync(scene, first);
        await UntilEndedAsync(1);
        scene.Signals.Release();

        var failure = (await FluentActions.Awaiting(() => call).Should().ThrowAsync<ProviderException>()).Which;

        (failure.Kind, failure.Provider).Should().Be((ErrorKind.InvalidRequest, "second"));
        failure.Attempts.Select(static attempt => (int?)attempt.StatusCode).Should().Equal(500, 400);
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

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    public async Task Chat_SecondFails_IsNotAskedAgain(int status)
    {
        await using var scene = Scene(FaultOperations.Chat, attemptsPerTarget: 3);
        var first = scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Whole(200, "application/json", FaultOperations.Chat.Body(null!))));
        var second = scene.Add(new FaultScript().Send(FaultHttp.Json("", status)));
        var call = await HedgeAsync(scene, first);
        await UntilEndedAsync(1);
        Time.Advance(TimeSpan.FromSeconds(10)); // whatever waits to begin again does
        scene.Signals.Release();

        Told((await call).Info).Select(static told => told.Item1).Should().Equal("first", "second");
        (first.Requests.Count, second.Requests.Count).Should().Be((1, 1));
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

    /// <summary>A hedge that cannot be paid for is no visit: that server is still there when the first one fails.</summary>
    [Fact]
    public async Task Chat_NoBudgetForTheHedge_NextIsAskedWhenTheFirstFails()
    {
        await using var scene = new FaultScene(FaultOperations.Chat, new FaultSignals())
        {
            Time = Time,
            Routing = static options =>
            {
                (options.Hedging.Enabled, options.Retry.MaxAttemptsPerTarget) = (true, 1);
                (options.RetryBudget.Capacity, options.RetryBudget.RetryCost, options.RetryBudget.RateLimitedRetryCost) = (14, 14, 5);
            },
        };
        var first = scene.Add(Silence, new FaultScript().UntilReleased().Send(FaultHttp.Json("", 500)));
        var second = scene.Add(Silence, FaultOperations.Chat.Good(null!));
        using var caller = new CancellationTokenSource();
        var spending = await HedgeAsync(scene, first, caller: caller); // takes all that the second server's budget holds
        await UntilAskedAsync(second);
        await caller.CancelAsync();
        await FluentActions.Awaiting(() => spending).Should().ThrowAsync<OperationCanceledException>();

        var call = await HedgeAsync(scene, first, asked: 2);
        scene.Signals.Release();

        Told((await call).Info).Should().Equal(("first", false, ErrorKind.Unavailable, true), ("second", false, null, false));
        await scene.EndAsync();
    }
}
