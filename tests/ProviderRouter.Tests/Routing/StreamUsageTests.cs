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
        var user = Guid.NewGuid().ToString("N");
        RouteTrace? trace = null;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "ProviderRouter",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => trace = activity.ParentId is null || activity.Parent?.OperationName != user ? trace : activity.GetCustomProperty("provider_router.trace") as RouteTrace,
        };
        ActivitySource.AddActivityListener(listener);
        Answer("first", Text("eight888"), Text("never read"), End, "[DONE]");
        using var caller = new CancellationTokenSource();
        using var parent = new Activity(user).Start();

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
