namespace ProviderRouter.Tests.Faults;

/// <summary>Servers that had too many requests rest.</summary>
internal static partial class FaultSequences
{
    private static FaultSequence[] Cooldowns =>
    [
        new("rate_limit_with_a_wait", "429, and the server says how long to wait", "it is not asked before that is over; a longer wait wins over a shorter one", RestsAsync),
        new("longer_wait_wins", "429, and the server says how long to wait", "it is not asked before that is over; a longer wait wins over a shorter one", LongerWinsAsync),
        new("rate_limit_without_a_wait", "429, and it does not say", "others are asked first for 5 s; a lone server is asked all the same", RestsUnaskedAsync),
        new("rate_limit_of_a_lone_server", "429, and it does not say", "others are asked first for 5 s; a lone server is asked all the same", LoneIsAskedAsync),
        new("wait_of_a_lone_server", "every candidate is left alone, and the first opens within `Retry:MaxRetryAfter` and the call's time", "the call waits for it, and probes", LoneRestsAsync),
    ];

    private static async Task RestsAsync()
    {
        await using var scene = Scene(FaultOperations.Chat);
        var first = scene.Add(Say(429, "Retry-After: 30"), Good);
        scene.Add();
        (await scene.PlayAsync(Stop)).Info.Attempts.Select(static attempt => attempt.Error).Should().Equal(ErrorKind.RateLimited, null);
        var connections = first.Accepted;

        scene.Signals.Time!.Advance(TimeSpan.FromSeconds(29.9));
        var info = (await scene.PlayAsync(Stop)).Info;
        info.Provider.Should().Be("second");
        info.Trace.Candidates[0].Should().Match<TracedCandidate>(static candidate => candidate.Outcome == CandidateOutcome.PassedOver && candidate.Reason == "it asked not to be asked for 0.1 s");
        (first.Requests.Count, first.Accepted).Should().Be((1, connections));
        scene.Signals.Time.Advance(TimeSpan.FromSeconds(0.2));
        await ShouldBeAnsweredByAsync(scene, "first", 2);
        await scene.EndAsync();
    }

    private static async Task LongerWinsAsync()
    {
        await using var scene = Scene(FaultOperations.Chat);
        var first = scene.Add(new FaultScript().UntilReleased().Send(FaultHttp.Json("", 429, "Retry-After: 30")), new FaultScript().UntilReleased().Send(FaultHttp.Json("", 429, "Retry-After: 10")), Good);
        scene.Add();
        Task<FaultReport>[] both = [scene.PlayAsync(Stop), scene.PlayAsync(Stop)];
        await UntilAskedAsync(first, 2);
        scene.Signals.Release();
        (await Task.WhenAll(both)).Should().OnlyContain(static answer => answer.Info.Provider == "second");

        scene.Signals.Time!.Advance(TimeSpan.FromSeconds(29));
        await ShouldBeAnsweredByAsync(scene, "second");
        scene.Signals.Time.Advance(TimeSpan.FromSeconds(1.1));
        await ShouldBeAnsweredByAsync(scene, "first");
        await scene.EndAsync();
    }

    private static async Task RestsUnaskedAsync()
    {
        await using var scene = Scene(FaultOperations.Chat);
        var first = scene.Add(Say(429), Good);
        scene.Add();
        await ShouldBeAnsweredByAsync(scene, "second");

        scene.Signals.Time!.Advance(TimeSpan.FromSeconds(4.9));
        await ShouldBeAnsweredByAsync(scene, "second");
        first.Requests.Should().ContainSingle();
        scene.Signals.Time.Advance(TimeSpan.FromSeconds(0.2));
        await ShouldBeAnsweredByAsync(scene, "first");
        await scene.EndAsync();
    }

    private static async Task LoneIsAskedAsync()
    {
        await using var scene = Scene(FaultOperations.Chat);
        var first = scene.Add(Say(429), Good);
        (await ShouldFailAsync<ProviderException>(scene)).Kind.Should().Be(ErrorKind.RateLimited);

        await ShouldBeAnsweredByAsync(scene, "first");

        first.Requests.Should().HaveCount(2);
        scene.Signals.Time!.Delays.Should().BeEmpty();
        await scene.EndAsync();
    }

    private static async Task LoneRestsAsync()
    {
        await using var scene = Scene(FaultOperations.Chat);
        var first = scene.Add(Say(429, "Retry-After: 30"), Good);
        (await ShouldFailAsync<ProviderException>(scene)).RetryAfter.Should().Be(TimeSpan.FromSeconds(30));

        await ShouldBeAnsweredByAsync(scene, "first");

        scene.Signals.Time!.Delays.Should().ContainSingle().Which.Should().BeCloseTo(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(0.1));
        first.Requests.Should().HaveCount(2);
        await scene.EndAsync();
    }
}
