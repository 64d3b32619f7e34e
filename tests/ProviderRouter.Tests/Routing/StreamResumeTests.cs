using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Routing;

/// <summary>A stream that breaks in mid-answer is taken up by the next candidate, announced, when that is opted in.</summary>
public sealed class StreamResumeTests
{
    [Fact]
    public async Task ChatStreamAsync_Off_BreakIsTold()
    {
        using var router = Router(resume: false, Says("Hello", Breaks()), Says(" world", Ends()));

        var failure = await Assert.ThrowsAsync<StreamInterruptedException>(() => ReadAsync(router));

        failure.PartialText.Should().Be("Hello");
        router.Asked.Should().Equal("first");
    }

    [Fact]
    public async Task ChatStreamAsync_TargetThatContinues_IsGivenThePartialTextAndAnnounced()
    {
        using var router = Router(resume: true, Says("Hello", Breaks()), Says(" world", Ends(), ContinuationSupport.Rest));

        var updates = await ReadAsync(router);

        Shown(updates).Should().Equal("Hello", "[continues at second]", " world", "[end at second]");
        router.Requests[1].Messages.Select(message => (message.Role, message.Text)).Should().Equal((ChatRole.User, "Hi"), (ChatRole.Assistant, "Hello"));
        updates[^1].Info!.Trace.Candidates.Select(candidate => candidate.Outcome).Should().Equal(CandidateOutcome.PassedOver, CandidateOutcome.Served, CandidateOutcome.NotAsked);
    }

    [Fact]
    public async Task ChatStreamAsync_TargetThatCannotContinue_BeginsAnewAndSaysSo()
    {
        using var router = Router(resume: true, Says("Hello", Breaks()), Says("Good day", Ends()));

        var updates = await ReadAsync(router);

        Shown(updates).Should().Equal("Hello", "[restarts at second]", "Good day", "[end at second]");
        router.Requests[1].Messages.Should().ContainSingle();
        (await updates.ToAsyncEnumerable().ToResponseAsync(TestContext.Current.CancellationToken)).Text.Should().Be("Good day");
    }

    [Fact]
    public async Task ChatStreamAsync_TargetRefusesTheBeginning_IsAskedAnew()
    {
        using var router = Router(
            resume: true,
            Says("Hello", Breaks()),
            (context, number) => context.ContinuesAnswer ? FailAsync(ErrorKind.InvalidRequest) : Says("Good day", Ends())(context, number),
            support: ContinuationSupport.Rest);

        Shown(await ReadAsync(router)).Should().Equal("Hello", "[restarts at second]", "Good day", "[end at second]");
        router.Asked.Should().Equal("first", "second", "second");
    }

    [Fact]
    public async Task ChatStreamAsync_TargetRefusesTheBeginningWithTheLastAttempt_BreakIsTold()
    {
        using var router = Router(
            resume: true,
            options => options.Retry.MaxAttempts = 2,
            [
                (context, number) => Attempted(context, Says("Hello", Breaks())(context, number)),
                (context, number) => Attempted(context, context.ContinuesAnswer ? FailAsync(ErrorKind.InvalidRequest) : Says("Good day", Ends())(context, number)),
            ],
            ContinuationSupport.Rest);

        await Assert.ThrowsAsync<StreamInterruptedException>(() => ReadAsync(router));

        router.Asked.Should().Equal("first", "second");
    }

    [Fact]
    public async Task ChatStreamAsync_NextFailsBeforeContent_TheOneAfterItTakesUp()
    {
        using var router = Router(resume: true, Says("Hello", Breaks()), (_, _) => FailAsync(ErrorKind.Unavailable), Says("Good day", Ends()));

        Shown(await ReadAsync(router)).Should().Equal("Hello", "[restarts at third]", "Good day", "[end at third]");
    }

    [Fact]
    public async Task ChatStreamAsync_BreaksAgain_ExceptionHoldsAllTheCallerHas()
    {
        using var router = Router(resume: true, Says("Hello", Breaks()), Says(" world", Breaks(" world"), ContinuationSupport.Rest));
        var updates = new List<ChatUpdate>();

        var failure = await Assert.ThrowsAsync<StreamInterruptedException>(() => ReadAsync(router, updates));

        failure.Provider.Should().Be("second");
        failure.PartialText.Should().Be("Hello world");
        Shown(updates).Should().Equal("Hello", "[continues at second]", " world");
    }

    [Fact]
    public async Task ChatStreamAsync_NobodyTakesUp_FirstBreakIsTold()
    {
        using var router = Router(resume: true, Says("Hello", Breaks()), (_, _) => FailAsync(ErrorKind.Unavailable), (_, _) => FailAsync(ErrorKind.InvalidRequest));

        var failure = await Assert.ThrowsAsync<StreamInterruptedException>(() => ReadAsync(router));

        (failure.Provider, failure.PartialText).Should().Be(("first", "Hello"));
        router.Asked.Should().Equal("first", "second", "third");
    }

    [Fact]
    public async Task ChatStreamAsync_NextFailsInAWayItShouldNot_BreakIsTold()
    {
        using var router = Router(resume: true, Says("Hello", Breaks()), (_, _) => throw new InvalidOperationException("a fault of the handler"));

        var failure = await Assert.ThrowsAsync<StreamInterruptedException>(() => ReadAsync(router));

        (failure.Provider, failure.PartialText).Should().Be(("first", "Hello"));
    }

    [Fact]
    public async Task ChatStreamAsync_AfterAToolCall_BreakIsTold()
    {
        using var router = Router(
            resume: true,
            (_, _) => new ChatUpdate[] { new ChatToolCallUpdate { CallIndex = 0, Id = "c1", Name = "turn_off" } }.ToAsyncEnumerable().Concat(FailAsync(ErrorKind.StreamInterrupted)),
            Says("Good day", Ends()));

        await Assert.ThrowsAsync<StreamInterruptedException>(() => ReadAsync(router));

        router.Asked.Should().Equal("first");
    }

    [Theory]
    [InlineData(ErrorKind.ContentFiltered)]
    [InlineData(ErrorKind.LimitExceeded)]
    public async Task ChatStreamAsync_RefusalInMidAnswer_IsTold(ErrorKind kind)
    {
        using var router = Router(resume: true, (_, _) => new ChatUpdate[] { new ChatTextUpdate("Hello") }.ToAsyncEnumerable().Concat(FailAsync(kind)), Says("Good day", Ends()));

        (await Assert.ThrowsAsync<ProviderException>(() => ReadAsync(router))).Kind.Should().Be(kind);

        router.Asked.Should().Equal("first");
    }

    [Fact]
    public async Task ChatStreamAsync_FallbacksOff_BreakIsTold()
    {
        using var router = Router(resume: true, options => options.DisableFallbacks = true, [Says("Hello", Breaks()), Says("Good day", Ends())]);

        await Assert.ThrowsAsync<StreamInterruptedException>(() => ReadAsync(router));

        router.Asked.Should().Equal("first");
    }

    [Fact]
    public async Task ChatStreamAsync_OverTheWire_PrefillGoesOutAsTheDialectHasIt()
    {
        using var servers = new TwoServers(options => options.StreamResume = true);
        servers.Answer("first", () => TwoServers.Events(OpenAIServer.Delta("""{"content":"Hello"}""")));
        servers.Answer("second", () => TwoServers.Events(OpenAIServer.Delta("""{"content":"Good day"}""", "stop"), "[DONE]"));
        var updates = new List<ChatUpdate>();
        await foreach (var update in servers.Client.ChatStreamAsync(TwoServers.Model, "Hi", TestContext.Current.CancellationToken))
        {
            updates.Add(update);
        }

        updates.OfType<ChatStreamRestartedUpdate>().Should().ContainSingle().Which.Continues.Should().BeFalse("a server that nobody knows of is not trusted with a prefill");
        updates[^1].Info!.Attempts.Select(attempt => (attempt.Candidate.Provider, attempt.Phase, attempt.Error)).Should().Equal(
            ("first", AttemptPhase.Delivering, ErrorKind.StreamInterrupted), ("second", AttemptPhase.Completed, null));
        servers.Asked.Should().Equal("first", "second");
    }

    private static IAsyncEnumerable<ChatUpdate> Attempted(TaskContext<ChatRequest> context, IAsyncEnumerable<ChatUpdate> answer)
    {
        context.Call.Begin(new() { Candidate = new(context.Provider, context.Model), StartedAt = default, Timestamp = 0 }, isExtra: false);
        return answer;
    }

    private static IEnumerable<string> Shown(IEnumerable<ChatUpdate> updates) => updates.Select(update => update switch
    {
        ChatTextUpdate text => text.Text,
        ChatStreamRestartedUpdate restarted => $"[{(restarted.Continues ? "continues" : "restarts")} at {restarted.Info!.Provider}]",
        ChatFinishedUpdate finished => $"[end at {finished.Info!.Provider}]",
        _ => update.GetType().Name,
    });

    private static Func<string, IAsyncEnumerable<ChatUpdate>> Ends() => _ => new ChatUpdate[] { new ChatFinishedUpdate(FinishReason.Stop) }.ToAsyncEnumerable();

    private static Func<string, IAsyncEnumerable<ChatUpdate>> Breaks(string partial = "Hello") => provider => FailAsync(ErrorKind.StreamInterrupted, provider, partial);

    private static async IAsyncEnumerable<ChatUpdate> FailAsync(ErrorKind kind, string provider = "x", string partial = "")
    {
        await Task.Yield();
        if (kind == ErrorKind.StreamInterrupted)
        {
            throw new StreamInterruptedException(provider, "broke") { PartialText = partial };
        }

        throw new ProviderException(provider, kind, "no") { Phase = AttemptPhase.ErrorAnswered, StatusCode = HttpStatusCode.ServiceUnavailable };
#pragma warning disable CS0162 // makes it an iterator
        yield break;
#pragma warning restore CS0162
    }

    private static Func<TaskContext<ChatRequest>, string, IAsyncEnumerable<ChatUpdate>> Says(string text, Func<string, IAsyncEnumerable<ChatUpdate>> then, ContinuationSupport support = ContinuationSupport.None) =>
        new Script(text, then, support).Run;

    private static ScriptedRouter Router(bool resume, params Func<TaskContext<ChatRequest>, string, IAsyncEnumerable<ChatUpdate>>[] handlers) => new(resume, null, handlers, null);

    private static ScriptedRouter Router(bool resume, Action<InferenceRoutingOptions> configure, Func<TaskContext<ChatRequest>, string, IAsyncEnumerable<ChatUpdate>>[] handlers, ContinuationSupport? support = null) =>
        new(resume, configure, handlers, support);

    private static ScriptedRouter Router(
        bool resume, Func<TaskContext<ChatRequest>, string, IAsyncEnumerable<ChatUpdate>> first, Func<TaskContext<ChatRequest>, string, IAsyncEnumerable<ChatUpdate>> second, ContinuationSupport support) =>
        new(resume, null, [first, second], support);

    private static async Task<List<ChatUpdate>> ReadAsync(ScriptedRouter router, List<ChatUpdate>? updates = null)
    {
        updates ??= [];
        await foreach (var update in router.Client.ChatStreamAsync("acme/model", "Hi", TestContext.Current.CancellationToken))
        {
            updates.Add(update);
        }

        return updates;
    }

    private sealed class Script(string text, Func<string, IAsyncEnumerable<ChatUpdate>> then, ContinuationSupport support)
    {
        public ContinuationSupport Support => support;

        public IAsyncEnumerable<ChatUpdate> Run(TaskContext<ChatRequest> context, string provider) =>
            new ChatUpdate[] { new ChatTextUpdate(text) }.ToAsyncEnumerable().Concat(then(provider));
    }

    private sealed class ScriptedRouter : IDisposable
    {
        private readonly TestRouter router;

        public ScriptedRouter(
            bool resume, Action<InferenceRoutingOptions>? configure, Func<TaskContext<ChatRequest>, string, IAsyncEnumerable<ChatUpdate>>[] handlers, ContinuationSupport? support)
        {
            string[] names = ["first", "second", "third"];
            router = new(
                builder =>
                {
                    for (var index = 0; index < names.Length; index++)
                    {
                        var handler = index < handlers.Length ? handlers[index] : (_, _) => FailAsync(ErrorKind.Unavailable);
                        builder.AddProvider<OwnOptions>(
                            names[index],
                            options => options.BaseAddress = new("https://own.example/"),
                            context => new OwnProvider(context.Name, handler, support ?? (handler.Target as Script)?.Support ?? ContinuationSupport.None, this));
                    }

                    builder.MapModel("acme/*", names);
                    builder.Services.Configure<InferenceRoutingOptions>(options =>
                    {
                        options.StreamResume = resume;
                        configure?.Invoke(options);
                    });
                },
                TestRouter.WithKeys());
        }

        public IInferenceClient Client => router.Client;

        public List<string> Asked { get; } = [];

        public List<ChatRequest> Requests { get; } = [];

        public void Dispose() => router.Dispose();
    }

    private sealed class OwnOptions : ProviderOptions
    {
        protected internal override bool RequiresApiKey => false;
    }

    private sealed class OwnProvider(
        string name, Func<TaskContext<ChatRequest>, string, IAsyncEnumerable<ChatUpdate>> handle, ContinuationSupport support, ScriptedRouter router)
        : IProvider, IStreamingTaskHandler<ChatRequest, ChatUpdate>
    {
        public string Name => name;

        public TaskHandlerMap Handlers => new() { { InferenceTasks.ChatStream, this } };

        public IAsyncEnumerable<ChatUpdate> HandleAsync(TaskContext<ChatRequest> context, CancellationToken cancellationToken)
        {
            router.Asked.Add(name);
            router.Requests.Add(context.Request);
            return handle(context, name);
        }

        public ContinuationSupport ContinuationOf(TaskContext<ChatRequest> context) => support;
    }
}
