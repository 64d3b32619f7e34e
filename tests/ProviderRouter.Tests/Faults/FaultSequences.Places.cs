namespace ProviderRouter.Tests.Faults;

/// <summary>How many retries a server gets, and how many exchanges at once.</summary>
internal static partial class FaultSequences
{
    private static FaultSequence[] Budgets =>
    [
        new("retry_budget_is_empty", "retries have used up the server's budget (`RetryBudget`)", "nothing is tried again there until successes have paid in; the next one is asked at once", EmptyBudgetAsync),
        new("retry_budget_fills", "retries have used up the server's budget (`RetryBudget`)", "nothing is tried again there until successes have paid in; the next one is asked at once", FilledBudgetAsync),
    ];

    private static FaultSequence[] Places =>
    [
        new("all_places_are_taken", "as many exchanges run as may (`Concurrency:MaxPerTarget`)", "the next ones wait their turn, in order; who gives up leaves the queue", WaitsForAPlaceAsync),
        new("waiter_is_cancelled", "as many exchanges run as may (`Concurrency:MaxPerTarget`)", "the next ones wait their turn, in order; who gives up leaves the queue", CancelledWaiterAsync),
        new("stream_keeps_its_place", "as many exchanges run as may (`Concurrency:MaxPerTarget`)", "the next ones wait their turn, in order; who gives up leaves the queue", StreamKeepsItsPlaceAsync),
        new("too_many_wait", "as many wait as may (`Concurrency:MaxWaitingPerTarget`)", "the next candidate is asked; without one `LimitExceeded` (`too_many_waiting`)", TooManyWaitAsync),
    ];

    private static async Task EmptyBudgetAsync()
    {
        await using var scene = new FaultScene(FaultOperations.Chat) { Routing = static options => (options.RetryBudget.Capacity, options.CircuitBreaker.Enabled) = (28, false) };
        var first = scene.Add(Say(500));
        scene.Add();
        (await scene.PlayAsync(Stop)).Info.Attempts.Select(static attempt => attempt.Candidate.Provider).Should().Equal("first", "first", "first", "second");

        (await scene.PlayAsync(Stop)).Info.Attempts.Select(static attempt => attempt.Candidate.Provider).Should().Equal("first", "second");

        first.Requests.Should().HaveCount(4);
        await scene.EndAsync();
    }

    private static async Task FilledBudgetAsync()
    {
        await using var scene = new FaultScene(FaultOperations.Chat) { Routing = static options => (options.RetryBudget.Capacity, options.CircuitBreaker.Enabled) = (14, false) };
        var first = scene.Add([Say(500), Say(500), .. Enumerable.Repeat(Good, 14), Say(500), Good]);
        scene.Add();
        (await scene.PlayAsync(Stop)).Info.Attempts.Should().HaveCount(3, "one retry was paid for, the next one could not be");
        await ShouldBeAnsweredByAsync(scene, "first", 14);

        (await scene.PlayAsync(Stop)).Info.Attempts.Select(static attempt => attempt.Candidate.Provider).Should().Equal("first", "first");

        first.Requests.Should().HaveCount(18);
        await scene.EndAsync();
    }

    private static async Task WaitsForAPlaceAsync()
    {
        await using var scene = Scene(FaultOperations.Chat, static options => options.Concurrency.MaxPerTarget = 2);
        var first = scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Whole(200, "application/json", FaultOperations.Chat.Body(null!))));
        scene.Add();
        var all = Enumerable.Range(0, 6).Select(_ => scene.PlayAsync(Stop)).ToList();
        await UntilAskedAsync(first, 2);
        first.Requests.Should().HaveCount(2);

        scene.Signals.Release();

        (await Task.WhenAll(all)).Should().OnlyContain(static answer => answer.Info.Provider == "first" && answer.Info.Attempts.Count == 1);
        (first.Requests.Count, first.MostBusy, scene.Servers[1].Accepted).Should().Be((6, 2, 0));
        await scene.EndAsync();
    }

    private static async Task CancelledWaiterAsync()
    {
        await using var scene = Scene(FaultOperations.Chat, static options => options.Concurrency.MaxPerTarget = 1);
        var first = scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Whole(200, "application/json", FaultOperations.Chat.Body(null!))));
        var running = scene.PlayAsync(Stop);
        await UntilAskedAsync(first, 1);
        using var caller = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 5).Select(_ => scene.PlayAsync(caller.Token)).ToList();
        var last = scene.PlayAsync(Stop);

        await caller.CancelAsync();

        foreach (var waiter in waiting)
        {
            var failure = (await FluentActions.Awaiting(() => waiter).Should().ThrowAsync<OperationCanceledException>()).Which;
            failure.CancellationToken.Should().Be(caller.Token);
        }

        scene.Signals.Release();
        (await Task.WhenAll(running, last)).Should().OnlyContain(static answer => answer.Info.Provider == "first");
        first.Requests.Should().HaveCount(2);
        await scene.EndAsync();
    }

    private static async Task StreamKeepsItsPlaceAsync()
    {
        await using var scene = Scene(FaultOperations.Stream, static options => options.Concurrency.MaxPerTarget = 1);
        var first = scene.Add(new FaultScript().Send(FaultHttp.OpenHead(FaultHttp.Events) + FaultHttp.Text("a")).Silence(), FaultOperations.Stream.Good(null!));
        var open = scene.Client.ChatStreamAsync(new() { Provider = "first", Model = "m", Messages = [ChatMessage.User("hi")] }, Stop).GetAsyncEnumerator(Stop);
        (await open.MoveNextAsync()).Should().BeTrue();
        var waiting = scene.PlayAsync(Stop);
        waiting.IsCompleted.Should().BeFalse();
        first.Requests.Should().ContainSingle();

        await open.DisposeAsync();

        (await waiting).Text.Should().Be(FaultOperations.Stream.Answer);
        await scene.EndAsync();
    }

    private static async Task TooManyWaitAsync()
    {
        await using var scene = Scene(FaultOperations.Chat, static options => (options.Concurrency.MaxPerTarget, options.Concurrency.MaxWaitingPerTarget) = (1, 1));
        var held = new FaultScript().UntilReleased().Send(FaultHttp.Whole(200, "application/json", FaultOperations.Chat.Body(null!)));
        var (first, second) = (scene.Add(held), scene.Add(held));
        Task<FaultReport>[] all = [scene.PlayAsync(Stop), scene.PlayAsync(Stop), scene.PlayAsync(Stop), scene.PlayAsync(Stop)];
        await UntilAskedAsync(second, 1);

        var failure = await ShouldFailAsync<ProviderException>(scene);

        (failure.Kind, failure.ErrorCode, failure.MaybeExecuted).Should().Be((ErrorKind.LimitExceeded, ErrorCodes.TooManyWaiting, false));
        failure.Attempts.Should().BeEmpty("nothing was sent");
        Outcomes(failure.Trace).Should().Equal(("first", CandidateOutcome.PassedOver), ("second", CandidateOutcome.PassedOver));
        scene.Signals.Release();
        (await Task.WhenAll(all)).Select(static answer => answer.Info.Provider).Should().Equal("first", "first", "second", "second");
        (first.Requests.Count, second.Requests.Count).Should().Be((2, 2));
        await scene.EndAsync();
    }
}
