namespace ProviderRouter.Tests.Faults;

/// <summary>Servers that fail too often are left alone.</summary>
internal static partial class FaultSequences
{
    private const int Enough = 10;
    private static readonly TimeSpan AfterABreak = TimeSpan.FromSeconds(6.1); // 5 s, give or take a fifth

    private static FaultSequence[] Circuits =>
    [
        new("ten_error_statuses", "10 exchanges in 30 s, at least half of them failed: no connection, a timeout, 5xx, a stream that broke", LeftAlone, () => LeavesAloneAsync(Say(500))),
        new("ten_resets", "10 exchanges in 30 s, at least half of them failed: no connection, a timeout, 5xx, a stream that broke", LeftAlone, () => LeavesAloneAsync(new FaultScript().Reset())),
        new("ten_broken_streams", "10 exchanges in 30 s, at least half of them failed: no connection, a timeout, 5xx, a stream that broke", LeftAlone, BrokenStreamsAsync),
        new("ten_resumed_streams", "10 exchanges in 30 s, at least half of them failed: no connection, a timeout, 5xx, a stream that broke", LeftAlone, ResumedStreamsAsync),
        new("unreachable", "10 exchanges in 30 s, at least half of them failed: no connection, a timeout, 5xx, a stream that broke", LeftAlone, UnreachableAsync),
        new("the_callers_own_faults", "refusals (4xx), a key that cannot be had, calls and streams that the caller left", "none of them counts", OwnFaultsAsync),
        new("streams_left_by_the_caller", "refusals (4xx), a key that cannot be had, calls and streams that the caller left", "none of them counts", LeftStreamsAsync),
        new("key_source_fails", "refusals (4xx), a key that cannot be had, calls and streams that the caller left", "none of them counts", KeySourceAsync),
        new("probe_is_good", "the break is over", "one call tries the server: the others still go to the next; a good answer closes the circuit", GoodProbeAsync),
        new("one_probe_at_a_time", "the break is over", "one call tries the server: the others still go to the next; a good answer closes the circuit", ManyAtOnceAsync),
        new("probe_fails", "the probe fails", "the break begins anew, twice as long, up to 60 s", BadProbeAsync),
        new("probe_is_cancelled", "the caller of the probe gives up", "the next call probes", CancelledProbeAsync),
        new("all_blocked_waits", "every candidate is left alone, and the first opens within `Retry:MaxRetryAfter` and the call's time", "the call waits for it, and probes", WaitsAsync),
        new("all_blocked_too_long", "every candidate is left alone for longer", "`RoutingException` at once, with `RetryAfter`; nothing is sent", NobodyInTimeAsync),
        new("all_blocked_cancelled", "every candidate is left alone, and the first opens within `Retry:MaxRetryAfter` and the call's time", "the call waits for it, and probes", CancelledWaitAsync),
    ];

    private const string LeftAlone = "the server is left alone for 5 s, without a connection even; the next one is asked";

    private static async Task LeavesAloneAsync(FaultScript failure)
    {
        await using var scene = Scene(FaultOperations.Chat);
        var first = scene.Add(failure);
        scene.Add();
        await ShouldBeAnsweredByAsync(scene, "second", Enough);
        var connections = first.Accepted;

        var info = (await scene.PlayAsync(Stop)).Info;

        info.Provider.Should().Be("second");
        info.Attempts.Should().ContainSingle();
        Outcomes(info.Trace).Should().Equal(("first", CandidateOutcome.PassedOver), ("second", CandidateOutcome.Served));
        info.Trace.Candidates[0].Reason.Should().StartWith("it failed too often, and its circuit is open for ");
        (first.Requests.Count, first.Accepted, scene.Servers[1].Requests.Count).Should().Be((Enough, connections, Enough + 1));
        await scene.EndAsync();
    }

    private static async Task UnreachableAsync()
    {
        await using var scene = Scene(FaultOperations.Chat);
        var first = scene.Add(new FaultServer { Signals = scene.Signals }); // its port is closed
        scene.Add();
        await ShouldBeAnsweredByAsync(scene, "second", Enough);
        first.On(static _ => true, Good).Listen();

        await ShouldBeAnsweredByAsync(scene, "second", 3);

        first.Accepted.Should().Be(0);
        await scene.EndAsync();
    }

    private static async Task BrokenStreamsAsync()
    {
        await using var scene = Scene(FaultOperations.Stream);
        var first = scene.Add(new FaultScript().Send(FaultHttp.OpenHead(FaultHttp.Events) + FaultHttp.Text("a")).Close());
        scene.Add();
        for (var call = 0; call < Enough; call++)
        {
            (await ShouldFailAsync<StreamInterruptedException>(scene)).Attempts.Should().ContainSingle().Which.Phase.Should().Be(AttemptPhase.Delivering);
        }

        await ShouldBeAnsweredByAsync(scene, "second");

        (first.Requests.Count, first.Accepted).Should().Be((Enough, Enough));
        await scene.EndAsync();
    }

    private static async Task ResumedStreamsAsync()
    {
        await using var scene = Scene(FaultOperations.Stream, static options => options.StreamResume = true);
        var first = scene.Add(new FaultScript().Send(FaultHttp.OpenHead(FaultHttp.Events) + FaultHttp.Text("a")).Close());
        scene.Add();
        for (var call = 0; call < Enough; call++)
        {
            (await scene.PlayAsync(Stop)).Info.Attempts.Should().HaveCount(2);
        }

        (await scene.PlayAsync(Stop)).Info.Attempts.Should().ContainSingle();

        first.Requests.Should().HaveCount(Enough);
        await scene.EndAsync();
    }

    private static async Task OwnFaultsAsync()
    {
        await using var scene = Scene(FaultOperations.Chat);
        var first = scene.Add([.. new[] { 400, 401, 403, 413, 422 }.SelectMany(static status => Enumerable.Repeat(Say(status), 3)), Good]);
        scene.Add();
        for (var call = 0; call < 15; call++)
        {
            await ShouldFailAsync<ProviderException>(scene);
        }

        await ShouldBeAnsweredByAsync(scene, "first");

        first.Requests.Should().HaveCount(16);
        scene.Servers[1].Accepted.Should().Be(0);
        await scene.EndAsync();
    }

    private static async Task LeftStreamsAsync()
    {
        await using var scene = Scene(FaultOperations.Stream);
        var first = scene.Add(new FaultScript().Send(FaultHttp.OpenHead(FaultHttp.Events) + FaultHttp.Text("a")).Silence());
        scene.Add();
        for (var call = 1; call <= Enough + 2; call++)
        {
            await foreach (var _ in scene.Client.ChatStreamAsync(new() { Provider = "first", Model = "m", Messages = [ChatMessage.User("hi")], Fallbacks = [new("second", "m")] }, Stop))
            {
                break;
            }

            await first.UntilAsync(server => server.Abandoned == call, "the stream is closed");
        }

        (first.Requests.Count, scene.Servers[1].Accepted).Should().Be((Enough + 2, 0));
        await scene.EndAsync();
    }

    private static async Task KeySourceAsync()
    {
        await using var scene = Scene(FaultOperations.Chat);
        var isDown = true;
        var first = scene.Add(
            new FaultServer { Signals = scene.Signals },
            options => (options.ApiKey, options.ApiKeySource) = (null, _ => isDown ? throw new InvalidOperationException("the vault is closed") : ValueTask.FromResult<string?>(FaultScene.KeyOf(0))));
        first.On(static _ => true, Good).Listen();
        scene.Add();
        for (var call = 0; call < Enough + 2; call++)
        {
            (await scene.PlayAsync(Stop)).Info.Attempts.Select(static attempt => (attempt.Candidate.Provider, attempt.Phase, attempt.Error, attempt.MaybeExecuted)).Should().Equal(
                [("second", AttemptPhase.Completed, null, false)], "nothing was sent to the first");
        }

        first.Accepted.Should().Be(0);
        isDown = false;
        await ShouldBeAnsweredByAsync(scene, "first");
        await scene.EndAsync();
    }

    private static async Task GoodProbeAsync()
    {
        await using var scene = await OpenedAsync(Good);

        scene.Signals.Time!.Advance(AfterABreak);
        await ShouldBeAnsweredByAsync(scene, "first", 3);

        (scene.Servers[0].Requests.Count, scene.Servers[1].Requests.Count).Should().Be((Enough + 3, Enough));
        await scene.EndAsync();
    }

    private static async Task BadProbeAsync()
    {
        await using var scene = await OpenedAsync(Say(500), Good);
        var time = scene.Signals.Time!;

        time.Advance(AfterABreak);
        (await scene.PlayAsync(Stop)).Info.Attempts.Select(static attempt => attempt.Candidate.Provider).Should().Equal("first", "second");
        time.Advance(TimeSpan.FromSeconds(7.9));
        await ShouldBeAnsweredByAsync(scene, "second");
        scene.Servers[0].Requests.Should().HaveCount(Enough + 1);
        time.Advance(TimeSpan.FromSeconds(4.2)); // 10 s, give or take a fifth
        await ShouldBeAnsweredByAsync(scene, "first");
        await scene.EndAsync();
    }

    private static async Task ManyAtOnceAsync()
    {
        await using var scene = await OpenedAsync(new FaultScript().UntilReleased().Send(FaultHttp.Whole(200, FaultOperations.Chat.ContentType, FaultOperations.Chat.Body(null!))));
        const int calls = 20;

        scene.Signals.Time!.Advance(AfterABreak);
        var all = Enumerable.Range(0, calls).Select(_ => Task.Run(() => scene.PlayAsync(Stop))).ToList();
        await UntilAskedAsync(scene.Servers[1], Enough + calls - 1);
        await UntilAskedAsync(scene.Servers[0], Enough + 1);
        scene.Servers[0].Requests.Should().HaveCount(Enough + 1);
        scene.Signals.Release();
        var answers = await Task.WhenAll(all);

        answers.Count(static answer => answer.Info.Provider == "first").Should().Be(1);
        answers.Where(static answer => answer.Info.Provider == "second").Should().AllSatisfy(static answer =>
            (answer.Info.Trace.Candidates[0].Outcome, answer.Info.Attempts.Count).Should().Be((CandidateOutcome.PassedOver, 1)));
        await ShouldBeAnsweredByAsync(scene, "first");
        await scene.EndAsync();
    }

    private static async Task CancelledProbeAsync()
    {
        await using var scene = await OpenedAsync(new FaultScript().Silence(), Good);
        using var caller = new CancellationTokenSource();
        scene.Signals.Time!.Advance(AfterABreak);
        var probe = scene.PlayAsync(caller.Token);
        await UntilAskedAsync(scene.Servers[0], Enough + 1);
        await ShouldBeAnsweredByAsync(scene, "second");

        await caller.CancelAsync();
        (await FluentActions.Awaiting(() => probe).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);

        await ShouldBeAnsweredByAsync(scene, "first", 2);
        await scene.EndAsync();
    }

    private static async Task WaitsAsync()
    {
        await using var scene = Scene(FaultOperations.Chat);
        var first = scene.Add([.. Enumerable.Repeat(Say(502), Enough), Good]);
        await ShouldOpenAsync(scene);

        var info = (await scene.PlayAsync(Stop)).Info;

        scene.Signals.Time!.Delays[^1].Should().BeCloseTo(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1.1));
        info.Attempts.Should().ContainSingle();
        info.Trace.Duration.Should().BeCloseTo(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1.1));
        first.Requests.Should().HaveCount(Enough + 1);
        await scene.EndAsync();
    }

    private static async Task NobodyInTimeAsync()
    {
        await using var scene = Scene(FaultOperations.Chat, static options =>
        {
            options.CallTimeout = TimeSpan.FromSeconds(3);
            options.ConfigureProviders(static (_, provider) => provider.FirstEventTimeout = TimeSpan.FromSeconds(3));
        });
        scene.Add(Say(502));
        scene.Add(Say(429, "Retry-After: 30"));
        await ShouldOpenAsync(scene);
        var seen = scene.Servers.Select(static server => (server.Requests.Count, server.Accepted)).ToList();

        var failure = await ShouldFailAsync<RoutingException>(scene);

        failure.RetryAfter.Should().BeCloseTo(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1.1), "the first to open is the one whose circuit is");
        failure.Message.Should().Contain("first:m").And.Contain("second:m").And.Contain("circuit is open").And.Contain("asked not to be asked");
        failure.Attempts.Should().BeEmpty();
        Outcomes(failure.Trace).Should().Equal(("first", CandidateOutcome.PassedOver), ("second", CandidateOutcome.PassedOver));
        scene.Signals.Time!.Delays.Should().BeEmpty();
        scene.Servers.Select(static server => (server.Requests.Count, server.Accepted)).Should().Equal(seen);
        await scene.EndAsync();
    }

    private static async Task CancelledWaitAsync()
    {
        var time = new Testing.PassingTime();
        await using var scene = new FaultScene(FaultOperations.Chat, new FaultSignals()) { Time = time, Routing = static options => options.Retry.MaxAttemptsPerTarget = 1 };
        var first = scene.Add(Say(502));
        await ShouldOpenAsync(scene);
        using var caller = new CancellationTokenSource();

        var waiting = scene.PlayAsync(caller.Token);
        waiting.IsCompleted.Should().BeFalse();
        await caller.CancelAsync();

        (await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
        first.Requests.Should().HaveCount(Enough);
        await scene.EndAsync();
    }

    /// <summary>Two servers of which the first has failed so often that its circuit is open.</summary>
    private static async Task<FaultScene> OpenedAsync(params FaultScript[] then)
    {
        var scene = Scene(FaultOperations.Chat);
        scene.Add([.. Enumerable.Repeat(Say(500), Enough), .. then]);
        scene.Add();
        await ShouldBeAnsweredByAsync(scene, "second", Enough);
        return scene;
    }

    private static async Task ShouldOpenAsync(FaultScene scene)
    {
        for (var call = 0; call < Enough; call++)
        {
            await ShouldFailAsync<ProviderException>(scene);
        }
    }
}
