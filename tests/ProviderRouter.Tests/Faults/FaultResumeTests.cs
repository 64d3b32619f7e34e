using System.Text.Json.Nodes;
using ProviderRouter.Providers.OpenAICompatible;
using ProviderRouter.Routing;

namespace ProviderRouter.Tests.Faults;

/// <summary>A stream that breaks in mid-answer is taken up by the next server, where that is opted in.</summary>
public sealed class FaultResumeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static FaultScript Rest => Say(FaultHttp.Text(" there") + FaultHttp.Delta("{}", "stop") + FaultHttp.Event("[DONE]"));

    public static IEnumerable<TheoryDataRow<string>> Breaks() => BreaksByName.Keys.Select(static name => new TheoryDataRow<string>(name));

    private static Dictionary<string, FaultScript> BreaksByName { get; } = new()
    {
        ["reset"] = Hello().UntilHeard().Reset(),
        ["closed"] = Hello().Close(),
        ["cut in an event"] = Hello().Send("data: {\"choices\":[{\"del").Close(),
        ["silent"] = Hello().UntilHeard().PassWhileRead(TimeSpan.FromSeconds(40)).Silence(),
        ["error event"] = Hello().Send(FaultHttp.Event("""{"error":{"message":"crashed"}}""") + FaultHttp.Event("[DONE]")).Close(),
        ["no JSON"] = Hello().Send(FaultHttp.Event("nonsense")).Silence(),
        ["chunk cut"] = new FaultScript().Send(FaultHttp.ChunkedHead(FaultHttp.Events)).Send(FaultHttp.Chunk(FaultHttp.Text("hello"))).UntilHeard().Send("ff\r\nda").Close(),
    };

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task Stream_BreaksInMidAnswer_NextBeginsAnewAndSaysSo(string name)
    {
        await using var scene = Scene();
        scene.Add(BreaksByName[name]);
        scene.Add();

        var updates = await ReadAsync(scene);

        Shown(updates).Should().Equal("hello", "[anew at second]", "hello", " there", "[end at second]");
        var info = updates[^1].Info!;
        info.Attempts.Select(static attempt => (attempt.Candidate.Provider, attempt.Phase, attempt.Error, attempt.MaybeExecuted)).Should().Equal(
            ("first", AttemptPhase.Delivering, ErrorKind.StreamInterrupted, true), ("second", AttemptPhase.Completed, null, false));
        Outcomes(info.Trace).Should().Equal(CandidateOutcome.Failed, CandidateOutcome.Served);
        scene.Servers.Select(static server => server.Requests.Count).Should().Equal(1, 1);
        RolesOf(scene.Servers[1]).Should().Equal("user");
        await scene.EndAsync();
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task Stream_BreaksInMidAnswer_NextThatCanGoesOnFromTheText(string name)
    {
        await using var scene = Scene();
        scene.Add(BreaksByName[name]);
        AddContinuing(scene, Rest);

        var updates = await ReadAsync(scene);

        Shown(updates).Should().Equal("hello", "[on at second]", " there", "[end at second]");
        RolesOf(scene.Servers[1]).Should().Equal("user", "assistant");
        var last = MessagesOf(scene.Servers[1])[^1]!;
        ((string)last["content"]!, (bool)last["prefix"]!).Should().Be(("hello", true));
        await scene.EndAsync();
    }

    [Fact]
    public async Task Stream_NextRepeatsTheText_CallerGetsItOnce()
    {
        await using var scene = Scene();
        scene.Add(Hello().Close());
        AddContinuing(scene, FaultOperations.Stream.Good(null!), repeatsText: true);

        Shown(await ReadAsync(scene)).Should().Equal("hello", "[on at second]", " there", "[end at second]");
        await scene.EndAsync();
    }

    [Fact]
    public async Task Stream_NextRefusesTheBeginning_IsAskedAnew()
    {
        await using var scene = Scene();
        scene.Add(Hello().Close());
        AddContinuing(scene, new FaultScript().Send(FaultHttp.Json("""{"error":{"message":"the last message has to be the user's"}}""", 400)), FaultOperations.Stream.Good(null!));

        Shown(await ReadAsync(scene)).Should().Equal("hello", "[anew at second]", "hello", " there", "[end at second]");
        scene.Servers[1].Requests.Should().HaveCount(2);
        await scene.EndAsync();
    }

    /// <summary>Asking anew is one more attempt at that server, and in that call.</summary>
    [Theory]
    [InlineData(6, 1, "first second third")]
    [InlineData(2, 3, "first second")]
    public async Task Stream_NextRefusesTheBeginningAndHasNoAttemptLeft_IsNotAskedAnew(int attempts, int attemptsPerTarget, string expected)
    {
        await using var scene = Scene(options => (options.Retry.MaxAttempts, options.Retry.MaxAttemptsPerTarget) = (attempts, attemptsPerTarget));
        scene.Add(Hello().Close());
        AddContinuing(scene, new FaultScript().Send(FaultHttp.Json("""{"error":{"message":"the last message has to be the user's"}}""", 400)));
        scene.Add();

        var attempted = new List<string>();
        try
        {
            attempted.AddRange((await ReadAsync(scene))[^1].Info!.Attempts.Select(static attempt => attempt.Candidate.Provider));
        }
        catch (StreamInterruptedException failure)
        {
            (failure.Provider, failure.PartialText).Should().Be(("first", "hello"));
            attempted.AddRange(failure.Attempts.Select(static attempt => attempt.Candidate.Provider));
        }

        string.Join(' ', attempted).Should().Be(expected);
        scene.Servers.Sum(static server => server.Requests.Count).Should().Be(attempted.Count);
        await scene.EndAsync();
    }

    [Fact]
    public async Task Stream_BreaksAgain_ThirdGoesOnFromAllThatCame()
    {
        await using var scene = Scene();
        scene.Add(Hello().Close());
        AddContinuing(scene, Say(FaultHttp.Text(" there,")).Close());
        AddContinuing(scene, Say(FaultHttp.Text(" you") + FaultHttp.Delta("{}", "stop") + FaultHttp.Event("[DONE]")));

        Shown(await ReadAsync(scene)).Should().Equal("hello", "[on at second]", " there,", "[on at third]", " you", "[end at third]");
        ((string)MessagesOf(scene.Servers[2])[^1]!["content"]!).Should().Be("hello there,");
        await scene.EndAsync();
    }

    [Fact]
    public async Task Stream_BreaksAgainAndNobodyIsLeft_ExceptionHoldsAllTheCallerHas()
    {
        await using var scene = Scene();
        scene.Add(Hello().Close());
        AddContinuing(scene, Say(FaultHttp.Text(" there,")).Close());

        var failure = await FailAsync(scene);

        (failure.Provider, failure.PartialText).Should().Be(("second", "hello there,"));
        failure.Attempts.Select(static attempt => (attempt.Candidate.Provider, attempt.Phase)).Should().Equal(("first", AttemptPhase.Delivering), ("second", AttemptPhase.Delivering));
        await scene.EndAsync();
    }

    [Fact]
    public async Task Stream_NobodyTakesItUp_BreakIsToldWithAllThatWereAsked()
    {
        await using var scene = Scene(static options => options.Retry.MaxAttemptsPerTarget = 1);
        scene.Add(Hello().Close());
        scene.Add(new FaultScript().Send(FaultHttp.Json("", 500)));
        scene.Add(new FaultServer { Signals = scene.Signals }); // its port is closed

        var failure = await FailAsync(scene);

        (failure.Kind, failure.Provider, failure.PartialText).Should().Be((ErrorKind.StreamInterrupted, "first", "hello"));
        failure.Attempts.Select(static attempt => (attempt.Candidate.Provider, attempt.Error)).Should().Equal(
            ("first", ErrorKind.StreamInterrupted), ("second", ErrorKind.Unavailable), ("third", ErrorKind.Connection));
        Outcomes(failure.Trace).Should().AllBeEquivalentTo(CandidateOutcome.Failed);
        await scene.EndAsync();
    }

    [Fact]
    public async Task Stream_BreaksAfterAToolCall_IsTold()
    {
        await using var scene = Scene();
        scene.Add(Say(FaultHttp.Delta("""{"tool_calls":[{"index":0,"id":"x","function":{"name":"f","arguments":"{}"}}]}""")).Close());
        var second = scene.Add();

        await FailAsync(scene);

        second.Accepted.Should().Be(0, "the caller may have called the tool");
        await scene.EndAsync();
    }

    [Fact]
    public async Task Stream_CallEndsInMidAnswer_IsTheDeadlineAndNobodyTakesItUp()
    {
        await using var scene = Scene();
        scene.Add(Hello().UntilHeard().Pass(TimeSpan.FromMinutes(10)).Silence());
        var second = scene.Add();

        var failure = (await FluentActions.Awaiting(() => ReadAsync(scene)).Should().ThrowAsync<ProviderException>()).Which;

        (failure.Kind, failure.ErrorCode, failure.Provider).Should().Be((ErrorKind.Timeout, ErrorCodes.CallTimeout, "first"));
        second.Accepted.Should().Be(0);
        await scene.EndAsync();
    }

    [Fact]
    public async Task Stream_CallerLeavesAfterTheRestart_BothConnectionsAreClosed()
    {
        await using var scene = Scene();
        scene.Add(Hello().Close());
        scene.Add(Hello().Silence());

        await foreach (var update in Stream(scene))
        {
            if (update is ChatStreamRestartedUpdate)
            {
                break;
            }
        }

        await scene.Servers[1].UntilAsync(static server => server is { Busy: 0, Abandoned: 1 }, "the stream is closed");
        await scene.EndAsync();
    }

    private static FaultScript Say(string events) => new FaultScript().Send(FaultHttp.OpenHead(FaultHttp.Events) + events);

    private static FaultScript Hello() => Say(FaultHttp.Text("hello"));

    private static FaultScene Scene(Action<InferenceRoutingOptions>? change = null) => new(FaultOperations.Stream)
    {
        Routing = options =>
        {
            options.StreamResume = true;
            change?.Invoke(options);
        },
    };

    private static void AddContinuing(FaultScene scene, FaultScript first, FaultScript? then = null, bool repeatsText = false) => scene.Add(
        new FaultServer { Signals = scene.Signals },
        options =>
        {
            var prefill = ((OpenAICompatibleOptions)options).Prefill;
            (prefill.Supported, prefill.MessageField, prefill.RepeatsText) = (true, "prefix", repeatsText);
        }).On(static _ => true, then is null ? [first.Close()] : [first, then]).Listen();

    private static IAsyncEnumerable<ChatUpdate> Stream(FaultScene scene)
    {
        var client = scene.Client;
        return client.ChatStreamAsync(new() { Provider = "first", Model = "m", Messages = [ChatMessage.User(FaultOperation.Prompt)], Fallbacks = scene.Signals.FallbacksFor("m") }, Stop);
    }

    private static async Task<List<ChatUpdate>> ReadAsync(FaultScene scene)
    {
        var updates = new List<ChatUpdate>();
        await foreach (var update in Stream(scene))
        {
            updates.Add(update);
            scene.Signals.Hear((update as ChatTextUpdate)?.Text ?? "");
        }

        return updates;
    }

    private static async Task<StreamInterruptedException> FailAsync(FaultScene scene) =>
        (await FluentActions.Awaiting(() => ReadAsync(scene)).Should().ThrowAsync<StreamInterruptedException>()).Which;

    private static JsonArray MessagesOf(FaultServer server) => JsonNode.Parse(server.Requests[^1].Body)!["messages"]!.AsArray();

    private static IEnumerable<string> RolesOf(FaultServer server) => MessagesOf(server).Select(static message => (string)message!["role"]!);

    private static IEnumerable<CandidateOutcome> Outcomes(RouteTrace trace) => trace.Candidates.Select(static candidate => candidate.Outcome);

    private static IEnumerable<string> Shown(IEnumerable<ChatUpdate> updates) => updates
        .Select(static update => update switch
        {
            ChatTextUpdate text => text.Text,
            ChatStreamRestartedUpdate restarted => $"[{(restarted.Continues ? "on" : "anew")} at {restarted.Info!.Provider}]",
            ChatFinishedUpdate finished => $"[end at {finished.Info!.Provider}]",
            _ => "",
        })
        .Where(static text => text.Length > 0);
}
