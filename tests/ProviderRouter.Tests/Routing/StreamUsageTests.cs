using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Routing;

/// <summary>What a streamed answer consumed: the provider's figures where it tells them, else an estimate marked so, and none of it lost when the stream breaks.</summary>
public sealed class StreamUsageTests : IDisposable
{
    private const string Model = "acme/model";
    private const string Reported = """{"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":9,"total_tokens":16}}""";
    private static readonly CatalogPrice Price = new() { Unit = PriceUnit.PerMillionTokens, Input = 1_000_000, Output = 10_000_000 }; // dollars a token

    private readonly TestRouter router = new(
        builder =>
        {
            foreach (var name in (string[])["first", "second"])
            {
                builder.AddOpenAICompatible(name, options => (options.BaseAddress, options.ApiKey) = (new($"https://{name}.test/v1"), $"sk-{name}-1234567890abcdef"));
            }

            builder.AddModel(new()
            {
                Id = Model,
                Tasks = ["conversational", "text-generation"],
                Offers = [new() { Provider = "first", ProviderModelId = "m", Price = Price }, new() { Provider = "second", ProviderModelId = "m", Price = Price }],
            });
            builder.MapModel(Model, "first", "second");
            builder.Services.Configure<InferenceRoutingOptions>(options => options.StreamResume = true);
        },
        TestRouter.WithKeys());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => router.Dispose();

    [Fact]
    public async Task ChatStreamAsync_UsageIsReported_IsTheProviders()
    {
        Answer("first", Text("Hello there, you"), End, Reported, "[DONE]");

        var info = await ReadAsync(Ask("A question of 24 letters"));

        info.Usage.Should().Be(new Usage { InputTokens = 7, OutputTokens = 9, TotalTokens = 16 });
        info.CostUsd.Should().Be(97);
        info.Trace.CostUsd.Should().Be(97);
    }

    [Fact]
    public async Task ChatStreamAsync_UsageIsNotReported_IsEstimatedByTheTexts()
    {
        Answer("first", Text("Hello there, "), Text("you"), End, "[DONE]");

        var info = await ReadAsync(Ask("A question of 24 letters"));

        info.Usage.Should().Be(new Usage { InputTokens = 6, OutputTokens = 4, TotalTokens = 10, IsEstimated = true });
        info.CostUsd.Should().Be(46);
        info.Attempts.Should().ContainSingle().Which.CostUsd.Should().Be(46);
    }

    /// <summary>Instructions, tools, schemas and what was said before are read as well; pictures are not counted.</summary>
    [Fact]
    public async Task ChatStreamAsync_RequestHasMoreThanAPrompt_AllItsTextsCount()
    {
        Answer("first", Text("ab"), End, "[DONE]");
        var request = Ask("four") with
        {
            Messages =
            [
                ChatMessage.System("eight888"),
                ChatMessage.User("four", new ChatImagePart(MediaContent.FromBytes(new byte[5000], "image/png"))),
                new() { Role = ChatRole.Assistant, Parts = [new ChatReasoningPart("four"), new ChatToolCallPart { Id = "1", Name = "four", Arguments = """{"a": 1}""" }] },
                ChatMessage.ToolResult("1", "😀"),
            ],
            Tools = [ChatTool.Create("four", "four", """{"type":"object","x":0}""")],
            ResponseFormat = ChatResponseFormat.JsonSchema("s", System.Text.Json.JsonElement.Parse("""{"type":"object"}""")),
        };

        var info = await ReadAsync(request);

        info.Usage.Should().Be(new Usage { InputTokens = (8 + 4 + 4 + 4 + 8 + 4 + 4 + 4 + 23 + 17 + 3) / 4, OutputTokens = 1, TotalTokens = 21, IsEstimated = true });
    }

    [Fact]
    public async Task ChatStreamAsync_ReasoningAndToolCalls_CountAsOutput()
    {
        Answer("first", Delta("""{"reasoning_content":"thinking"}"""), Delta("""{"tool_calls":[{"index":0,"id":"1","function":{"name":"find","arguments":"{\"a\": 1}"}}]}"""), End, "[DONE]");

        (await ReadAsync(Ask("Hi"))).Usage!.OutputTokens.Should().Be((8 + 4 + 8) / 4);
    }

    [Fact]
    public async Task TextGenerationStreamAsync_UsageIsNotReported_IsEstimatedByTheTexts()
    {
        Answer("first", """{"choices":[{"index":0,"text":"eight888","finish_reason":"stop"}]}""", "[DONE]");
        ResponseInfo? info = null;
        await foreach (var update in router.Client.StreamAsync(InferenceTasks.TextGenerationStream, new TextGenerationRequest { Model = Model, Prompt = "prompt", Suffix = "suffix" }, Stop))
        {
            info = update.Info ?? info;
        }

        info!.Usage.Should().Be(new Usage { InputTokens = 3, OutputTokens = 2, TotalTokens = 5, IsEstimated = true });
    }

    /// <summary>What the first one had said is paid for as well.</summary>
    [Fact]
    public async Task ChatStreamAsync_BreaksAndIsTakenUp_BothAreCounted()
    {
        Answer("first", Text("eight888"));
        Answer("second", Text("twelve letter"), End, "[DONE]");

        var info = await ReadAsync(Ask("four"));

        info.Usage.Should().Be(new Usage { InputTokens = 1, OutputTokens = 4, TotalTokens = 5, IsEstimated = true });
        info.CostUsd.Should().Be(41);
        info.Attempts.Select(static attempt => attempt.CostUsd).Should().Equal(21, 41);
        info.Trace.CostUsd.Should().Be(62);
    }

    [Fact]
    public async Task ChatStreamAsync_Breaks_FailureTellsTheUsageUntilThen()
    {
        Answer("first", Text("eight888"));
        Answer("second", """{"error":{"message":"no"}}""");

        var failure = await Assert.ThrowsAsync<StreamInterruptedException>(() => ReadAsync(Ask("four")));

        failure.PartialUsage.Should().Be(new Usage { InputTokens = 1, OutputTokens = 2, TotalTokens = 3, IsEstimated = true });
        failure.Trace.CostUsd.Should().Be(21);
    }

    [Fact]
    public async Task ChatStreamAsync_BreaksAfterTheUsage_FailureTellsTheProviders()
    {
        Answer("first", Text("eight888"), Reported);
        Answer("second", """{"error":{"message":"no"}}""");

        var failure = await Assert.ThrowsAsync<StreamInterruptedException>(() => ReadAsync(Ask("four")));

        failure.PartialUsage.Should().Be(new Usage { InputTokens = 7, OutputTokens = 9, TotalTokens = 16 });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ChatStreamAsync_CallerLeavesInMidAnswer_TraceHasTheCost(bool cancels)
    {
        RouteTrace? trace = null;
        using var listener = Listen(found => trace = found);
        Answer("first", Text("eight888"), Text("never read"), End, "[DONE]");
        using var caller = new CancellationTokenSource();

        var reading = async () =>
        {
            await foreach (var update in router.Client.StreamAsync(InferenceTasks.ChatStream, Ask("four"), caller.Token))
            {
                if (update is ChatTextUpdate)
                {
                    if (!cancels)
                    {
                        break;
                    }

                    await caller.CancelAsync();
                }
            }
        };

        if (cancels)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(reading);
        }
        else
        {
            await reading();
        }

        trace!.Attempts.Should().ContainSingle().Which.CostUsd.Should().Be(21);
    }

    /// <summary>What the provider has told is better than any estimate, and what was whole stays so.</summary>
    [Theory]
    [InlineData(typeof(ChatUsageUpdate))]
    [InlineData(typeof(ChatFinishedUpdate))]
    [InlineData(typeof(ChatTextUpdate))]
    public async Task ChatStreamAsync_CallerCancelsAfterUsageWasReported_ItIsTheProviders(Type last)
    {
        Answer("first", Text("eight888")[..^1] + ""","usage":{"prompt_tokens":7,"completion_tokens":9,"total_tokens":16}}""", End, "[DONE]");
        using var caller = new CancellationTokenSource();
        var call = router.Client.StreamAsync(InferenceTasks.ChatStream, Ask("four"), caller.Token).GetAsyncEnumerator(Stop);
        RouteTrace? trace = null;
        using var listener = Listen(found => trace = found);
        while (await call.MoveNextAsync() && call.Current.GetType() != last)
        {
            // on to the piece after which it is left
        }

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await call.MoveNextAsync());
        await call.DisposeAsync();

        var attempt = trace!.Attempts.Should().ContainSingle().Which;
        attempt.CostUsd.Should().Be(97);
        attempt.Phase.Should().Be(last == typeof(ChatFinishedUpdate) ? AttemptPhase.Completed : AttemptPhase.Delivering);
    }

    [Fact]
    public async Task ChatStreamAsync_SeveralAnswers_OnlyTheLastEndTellsTheUsage()
    {
        Answer(
            "first",
            """{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}""",
            """{"choices":[{"index":1,"delta":{"content":"b"},"finish_reason":"stop"}]}""",
            Reported,
            "[DONE]");
        var ends = new List<ResponseInfo?>();
        await foreach (var update in router.Client.StreamAsync(InferenceTasks.ChatStream, Ask("four") with { Count = 2 }, Stop))
        {
            if (update is ChatFinishedUpdate)
            {
                ends.Add(update.Info);
            }
        }

        ends.Select(static info => (info?.Usage?.OutputTokens, info?.CostUsd)).Should().Equal((null, null), (9L, 97m));
    }

    /// <summary>The list of the messages is the caller's, who may add the answer to it as it comes.</summary>
    [Fact]
    public async Task ChatStreamAsync_CallerAddsToTheMessages_InputIsWhatWasSent()
    {
        Answer("first", Text("eight888"), Text("more"), End, "[DONE]");
        List<ChatMessage> messages = [ChatMessage.User("four")];
        ResponseInfo? info = null;
        await foreach (var update in router.Client.StreamAsync(InferenceTasks.ChatStream, Ask("") with { Messages = messages }, Stop))
        {
            messages.Add(ChatMessage.Assistant(update.ToString()));
            info = update.Info ?? info;
        }

        info!.Usage!.InputTokens.Should().Be(1);
    }

    private static ActivityListener Listen(Action<RouteTrace> found)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "ProviderRouter",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        var parent = new Activity("reading").Start();
        listener.ActivityStopped = activity =>
        {
            if (activity.TraceId == parent.TraceId && activity.GetCustomProperty("provider_router.trace") is RouteTrace trace)
            {
                found(trace);
            }
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static string Text(string text) => Delta($$"""{"content":"{{text}}"}""");

    private static string Delta(string delta) => OpenAIServer.Delta(delta);

    private static string End => OpenAIServer.Delta("{}", "stop");

    private static ChatRequest Ask(string prompt) => new() { Model = Model, Messages = [ChatMessage.User(prompt)] };

    private void Answer(string server, params string[] events) =>
        router.Http.When($"https://{server}.test/*").Respond(_ => TwoServers.Events(events));

    private async Task<ResponseInfo> ReadAsync(ChatRequest request)
    {
        ResponseInfo? info = null;
        await foreach (var update in router.Client.StreamAsync(InferenceTasks.ChatStream, request, Stop))
        {
            info = update.Info ?? info;
        }

        return info!;
    }
}
