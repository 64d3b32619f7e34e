using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Routing;

/// <summary>The enumerator between a caller and a handler's stream, with handlers that do what they are told.</summary>
public sealed class RoutedStreamTests
{
    [Fact]
    public async Task ChatStreamAsync_HandlerThatThrowsAtOnce_TheNextOneIsAsked()
    {
        using var router = Router((_, _) => throw Down("first"), Says("a"));

        var updates = await ReadAsync(router);

        string.Concat(updates.OfType<ChatTextUpdate>()).Should().Be("a");
        updates[^1].Info!.Provider.Should().Be("second");
    }

    [Fact]
    public async Task ChatStreamAsync_FailureBeforeContent_IsThrownWithTheHandlersStack()
    {
        using var router = Router((_, _) => BreaksAsync(Down("first")), (_, _) => BreaksAsync(Down("second")));

        var failure = await Assert.ThrowsAsync<ProviderException>(async () => await ReadAsync(router));

        failure.Provider.Should().Be("second");
        failure.StackTrace.Should().Contain(nameof(BreaksAsync));
    }

    [Fact]
    public async Task ChatStreamAsync_FailureAfterContent_IsThrownAndNobodyElseIsAsked()
    {
        using var router = Router((_, _) => BreaksAsync(Down("first"), "a"), (_, _) => throw new InvalidOperationException("must not be asked"));

        var updates = new List<ChatUpdate>();
        var failure = await Assert.ThrowsAsync<ProviderException>(async () => await ReadAsync(router, updates));

        failure.Provider.Should().Be("first");
        string.Concat(updates.OfType<ChatTextUpdate>()).Should().Be("a");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ChatStreamAsync_TwoTokens_TheCancelledOneIsInTheException(bool isMethods)
    {
        using var router = Router((_, token) => WaitsAsync(token), Says("a"));
        using var methods = new CancellationTokenSource();
        using var enumerators = new CancellationTokenSource();
        var cancelled = isMethods ? methods : enumerators;
        var stream = router.Client.ChatStreamAsync(Request, methods.Token).GetAsyncEnumerator(enumerators.Token);
        var move = stream.MoveNextAsync().AsTask();

        await cancelled.CancelAsync();

        (await Assert.ThrowsAsync<OperationCanceledException>(() => move)).CancellationToken.Should().Be(cancelled.Token);
        await stream.DisposeAsync();
    }

    [Fact]
    public async Task ChatStreamAsync_Listener_SeesOneActivityWithItsOutcome()
    {
        var model = $"acme/{Guid.NewGuid():N}";
        var seen = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "ProviderRouter",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (seen)
                {
                    seen.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var router = Router(Says("a"), (_, _) => throw Down("second"));

        await ReadAsync(router, model: model);
        await Assert.ThrowsAsync<ProviderException>(async () => await ReadAsync(router, model: model, provider: "second"));
        await Assert.ThrowsAsync<RoutingException>(async () => await ReadAsync(router, model: model, provider: "nobody"));

        var own = seen.Where(activity => model.Equals(activity.GetTagItem("gen_ai.request.model"))).ToList();
        own.Select(activity => (activity.DisplayName, activity.Status, activity.GetTagItem("error.type"))).Should().Equal(
            ("conversational", ActivityStatusCode.Unset, null), ("conversational", ActivityStatusCode.Error, "Unavailable"), ("conversational", ActivityStatusCode.Error, "RoutingException"));
    }

    [Fact]
    public async Task MoveNextAsync_AfterPlanningFailed_IsTheEnd()
    {
        using var router = Router(Says("a"), Says("b"));
        await using var stream = router.Client.ChatStreamAsync(Request with { Provider = "nobody" }, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<RoutingException>(async () => await stream.MoveNextAsync());

        (await stream.MoveNextAsync()).Should().BeFalse();
    }

    /// <summary>A handler that passes the usage on need not tell it again with the break.</summary>
    [Fact]
    public async Task ChatStreamAsync_BreaksAfterAHandlersUsage_FailureTellsThat()
    {
        var usage = new Usage { InputTokens = 7, OutputTokens = 9 };
        using var router = Router((_, _) => SaysThenBreaksAsync(usage), Says("b"));

        (await Assert.ThrowsAsync<StreamInterruptedException>(() => ReadAsync(router))).PartialUsage.Should().Be(usage);

        static async IAsyncEnumerable<ChatUpdate> SaysThenBreaksAsync(Usage usage)
        {
            await Task.Yield();
            yield return new ChatTextUpdate("a");
            yield return new ChatUsageUpdate(usage);
            throw new StreamInterruptedException("first", "it broke");
        }
    }

    /// <summary>A wrong argument leaves a call as it is, and ends it like everything else.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("a")]
    public async Task MoveNextAsync_AfterAHandlerRefusedAnArgument_IsTheEnd(string? after)
    {
        var asked = 0;
        using var router = Router(
            (_, _) =>
            {
                asked++;
                return BreaksAsync(new ArgumentException("wrong"), after);
            },
            Says("b"));
        await using var stream = router.Client.ChatStreamAsync(Request, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        if (after is not null)
        {
            await stream.MoveNextAsync();
        }

        await Assert.ThrowsAsync<ArgumentException>(async () => await stream.MoveNextAsync());

        (await stream.MoveNextAsync()).Should().BeFalse();
        asked.Should().Be(1);
    }

    private static readonly ChatRequest Request = new() { Model = "acme/model", Messages = [ChatMessage.User("Hi")] };

    private static ProviderException Down(string provider) => new(provider, ErrorKind.Unavailable, "down") { Phase = AttemptPhase.ErrorAnswered, ExchangeKind = ExchangeKind.Generate };

    private static Func<TaskContext<ChatRequest>, CancellationToken, IAsyncEnumerable<ChatUpdate>> Says(string text) =>
        (_, _) => new ChatUpdate[] { new ChatTextUpdate(text), new ChatFinishedUpdate(FinishReason.Stop) }.ToAsyncEnumerable();

    private static async IAsyncEnumerable<ChatUpdate> BreaksAsync(Exception failure, string? after = null)
    {
        await Task.Yield();
        if (after is not null)
        {
            yield return new ChatTextUpdate(after);
        }

        throw failure;
    }

    private static async IAsyncEnumerable<ChatUpdate> WaitsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        yield break;
    }

    private static TestRouter Router(params Func<TaskContext<ChatRequest>, CancellationToken, IAsyncEnumerable<ChatUpdate>>[] handlers) => new(
        builder =>
        {
            foreach (var (name, handler) in new[] { "first", "second" }.Zip(handlers))
            {
                builder.AddProvider<OwnOptions>(name, options => options.BaseAddress = new("https://own.example/"), context => new OwnProvider(context.Name, handler));
            }

            builder.MapModel("acme/*", "first", "second");
        },
        TestRouter.WithKeys());

    private static async Task<List<ChatUpdate>> ReadAsync(TestRouter router, List<ChatUpdate>? updates = null, string? model = null, string? provider = null)
    {
        updates ??= [];
        await foreach (var update in router.Client.ChatStreamAsync(Request with { Model = model ?? Request.Model, Provider = provider }, TestContext.Current.CancellationToken))
        {
            updates.Add(update);
        }

        return updates;
    }

    private sealed class OwnOptions : ProviderOptions
    {
        protected internal override bool RequiresApiKey => false;
    }

    private sealed class OwnProvider(string name, Func<TaskContext<ChatRequest>, CancellationToken, IAsyncEnumerable<ChatUpdate>> handle) : IProvider, IStreamingTaskHandler<ChatRequest, ChatUpdate>
    {
        public string Name => name;

        public TaskHandlerMap Handlers => new() { { InferenceTasks.ChatStream, this } };

        public IAsyncEnumerable<ChatUpdate> HandleAsync(TaskContext<ChatRequest> context, CancellationToken cancellationToken) => handle(context, cancellationToken);
    }
}
