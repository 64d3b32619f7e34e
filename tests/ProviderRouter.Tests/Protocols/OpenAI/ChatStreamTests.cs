using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Testing.OpenAIServer;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>Streams of the dialect: what is an update, what is noise, what is an error, and when the answer is whole.</summary>
public sealed class ChatStreamTests
{
    [Fact]
    public async Task ChatStreamAsync_UsualStream_GivesReasoningTextUsageAndEnd()
    {
        var (updates, failure) = await ReadAsync(
            Delta("""{"role":"assistant","content":""}"""),
            Delta("""{"reasoning_content":"Think"}"""),
            Delta("""{"content":"Hel"}"""),
            Delta("""{"content":"lo"}"""),
            Delta("{}", "stop"),
            """{"id":"c1","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""",
            "[DONE]");

        failure.Should().BeNull();
        updates.Select(Bare).Should().Equal(
            new ChatReasoningUpdate("Think"),
            new ChatTextUpdate("Hel"),
            new ChatTextUpdate("lo"),
            new ChatUsageUpdate(new() { InputTokens = 3, OutputTokens = 2, TotalTokens = 5 }),
            new ChatFinishedUpdate(FinishReason.Stop));
        updates[^1].Info!.Usage!.TotalTokens.Should().Be(5);
        updates[^1].Info!.Provider.Should().Be(Name);
        updates[^1].Info!.Attempts.Should().ContainSingle();
    }

    [Theory]
    [InlineData("an end without [DONE]", "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n")]
    [InlineData("[DONE] without a reason", "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: [DONE]\n\n")]
    [InlineData("a small [done] with a tail", "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: [done] bye\n\n")]
    [InlineData("more after [DONE]", "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: [DONE]\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"b\"}}]}\n\ndata: nonsense\n\n")]
    [InlineData("no last line end", "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}")]
    [InlineData("comments and empty events", ": OPENROUTER PROCESSING\n\ndata:\n\ndata: : keepalive\n\nevent: ping\ndata: {}\n\n:\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n")]
    [InlineData("a message in the last chunk", "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: {\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n")]
    [InlineData("a message after reasoning alone", "data: {\"choices\":[{\"delta\":{\"reasoning\":\"think\"}}]}\n\ndata: {\"choices\":[{\"message\":{\"content\":\"a\",\"reasoning\":\"think\"},\"finish_reason\":\"stop\"}]}\n\n")]
    [InlineData("odd chunks", "data: {\"choices\":null}\n\ndata: {\"choices\":[]}\n\ndata: {\"choices\":[{\"delta\":null}]}\n\ndata: {\"choices\":[{}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"a\",\"role\":\"\"},\"finish_reason\":\"\"}],\"error\":null}\n\ndata: [DONE]\n\n")]
    [InlineData("a bare JSON line", "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n{\"choices\":[{\"delta\":{\"content\":\"b\"}}]}\n\ndata: [DONE]\n\n")]
    public async Task ChatStreamAsync_WholeInItsWay_GivesTheTextAndTheEnd(string way, string body)
    {
        using var server = new OpenAIServer();
        server.Streams(() => new MemoryStream(Encoding.UTF8.GetBytes(body)));

        var (updates, failure) = await ReadAsync(server);

        failure.Should().BeNull(way);
        string.Concat(updates.OfType<ChatTextUpdate>()).Should().Be("a", way);
        updates[^1].Should().BeOfType<ChatFinishedUpdate>();
    }

    [Theory]
    [InlineData("a clean close", "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n")]
    [InlineData("a close in a line", "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: {\"choices\":[{\"del")]
    [InlineData("a close in a code point", "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"\u00C3")]
    [InlineData("usage but no end", "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":{\"completion_tokens\":1}}\n\n")]
    public async Task ChatStreamAsync_EndOfAnswerMissing_IsInterruptedWithWhatCame(string way, string body)
    {
        using var server = new OpenAIServer();
        server.Streams(() => new MemoryStream(Encoding.UTF8.GetBytes(body)));

        var (updates, failure) = await ReadAsync(server);

        string.Concat(updates.OfType<ChatTextUpdate>()).Should().Be("a", way);
        updates.OfType<ChatFinishedUpdate>().Should().BeEmpty();
        var interrupted = failure.Should().BeOfType<StreamInterruptedException>().Subject;
        interrupted.PartialText.Should().Be("a");
        interrupted.MaybeExecuted.Should().BeTrue();
        interrupted.Provider.Should().Be(Name);
        interrupted.Model.Should().Be("m");
    }

    [Theory]
    [InlineData("data: {\"error\":{\"message\":\"no luck\",\"type\":\"server_error\",\"code\":null}}\n\ndata: [DONE]\n\n")]
    [InlineData("data: {\"error\":\"no luck\",\"error_type\":\"overloaded\"}\n\n")]
    [InlineData("data: {\"id\":1,\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}],\"error\":{\"code\":502,\"message\":\"no luck\"}}\n\n")]
    [InlineData("event: error\ndata: {\"code\":400,\"details\":\"no luck\"}\n\n")]
    [InlineData("event: error\ndata: no luck\n\ndata: [DONE]\n\n")]
    [InlineData("error: {\"code\":500,\"message\":\"no luck\"}\n\n")]
    [InlineData("{\"error\":{\"message\":\"no luck\"}}\n\n")]
    public async Task ChatStreamAsync_ErrorInTheStream_EndsItWithThatError(string error)
    {
        using var server = new OpenAIServer();

        server.Streams(() => new MemoryStream(Encoding.UTF8.GetBytes(error)));
        var (none, first) = await ReadAsync(server);
        server.Streams(() => new MemoryStream(Encoding.UTF8.GetBytes(Framed(Delta("""{"content":"a"}""")) + error)));
        var (some, later) = await ReadAsync(server);

        none.Should().BeEmpty();
        first.Should().BeOfType<ProviderException>().Which.Message.Should().Contain("no luck");
        string.Concat(some.OfType<ChatTextUpdate>()).Should().Be("a");
        some.OfType<ChatFinishedUpdate>().Should().BeEmpty();
        later.Should().BeOfType<StreamInterruptedException>().Which.Message.Should().Contain("no luck");
        ((StreamInterruptedException)later!).PartialText.Should().Be("a");
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("nonsense")]
    [InlineData("""{"choices":[{"delta":{"content":"a"}}""")]
    [InlineData("""{"choices":[{"delta":{"content":"\ud800"}}]}""")]
    [InlineData("""{"choices":[{"delta":{"tool_calls":[{"index":128,"function":{"name":"f"}}]}}]}""")]
    [InlineData("""{"choices":[{"delta":{"tool_calls":[{"index":-1,"function":{"name":"f"}}]}}]}""")]
    public async Task ChatStreamAsync_PieceThatIsNone_IsABadResponse(string piece)
    {
        var (updates, failure) = await ReadAsync(piece, "[DONE]");

        updates.Should().BeEmpty();
        failure!.Kind.Should().Be(ErrorKind.BadResponse);
    }

    [Fact]
    public async Task ChatStreamAsync_JsonInsteadOfAStream_GivesTheSameUpdates()
    {
        using var server = new OpenAIServer();
        server.Answers("""{"choices":[{"index":0,"message":{"role":"assistant","content":"Hello","reasoning":"Think","tool_calls":[{"id":"c","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""");

        var (updates, failure) = await ReadAsync(server);

        failure.Should().BeNull();
        updates.Select(Bare).Should().Equal(
            new ChatReasoningUpdate("Think"),
            new ChatTextUpdate("Hello"),
            new ChatToolCallUpdate { CallIndex = 0, Id = "c", Name = "f", Arguments = "{}" },
            new ChatUsageUpdate(new() { InputTokens = 3, OutputTokens = 2, TotalTokens = 5 }),
            new ChatFinishedUpdate(FinishReason.ToolCalls));
    }

    [Theory]
    [InlineData("application/json", """{"error":{"message":"no luck","code":401}}""", ErrorKind.Authentication)]
    [InlineData("application/json", """{"choices":[]}""", ErrorKind.BadResponse)]
    [InlineData("text/html", "<html>hi</html>", ErrorKind.BadResponse)]
    public async Task ChatStreamAsync_NoStreamUnderStatus200_IsTheErrorItHolds(string contentType, string body, ErrorKind kind)
    {
        using var server = new OpenAIServer();
        server.Answers(body, contentType: contentType);

        var (_, failure) = await ReadAsync(server);

        failure!.Kind.Should().Be(kind);
    }

    [Fact]
    public async Task ChatStreamAsync_SeveralChoices_AreKeptApartAndEndEach()
    {
        using var server = new OpenAIServer();
        server.Streams(
            """{"choices":[{"index":0,"delta":{"content":"a"}},{"index":1,"delta":{"content":"b"}}]}""",
            """{"choices":[{"index":1,"delta":{"content":"c"}}]}""",
            """{"choices":[{"index":1,"delta":{},"finish_reason":"length"}]}""",
            """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""",
            "[DONE]");

        var (updates, failure) = await ReadAsync(server, new() { Count = 2, Messages = [ChatMessage.User("Hi")] });

        failure.Should().BeNull();
        updates.Select(Bare).Should().Equal(
            new ChatTextUpdate("a"),
            new ChatTextUpdate("b") { ChoiceIndex = 1 },
            new ChatTextUpdate("c") { ChoiceIndex = 1 },
            new ChatFinishedUpdate(FinishReason.Stop),
            new ChatFinishedUpdate(FinishReason.Length) { ChoiceIndex = 1 });
    }

    [Fact]
    public async Task ChatStreamAsync_SeveralChoicesAsJson_AreAllGiven()
    {
        using var server = new OpenAIServer();
        server.Answers("""{"choices":[{"index":0,"message":{"content":"a"},"finish_reason":"stop"},{"index":1,"message":{"content":"b"},"finish_reason":"stop"}]}""");

        var (updates, _) = await ReadAsync(server, new() { Count = 2, Messages = [ChatMessage.User("Hi")] });

        updates.Select(Bare).Should().Equal(
            new ChatTextUpdate("a"),
            new ChatTextUpdate("b") { ChoiceIndex = 1 },
            new ChatFinishedUpdate(FinishReason.Stop),
            new ChatFinishedUpdate(FinishReason.Stop) { ChoiceIndex = 1 });
    }

    [Fact]
    public async Task ChatStreamAsync_OneOfSeveralChoicesCut_IsInterrupted()
    {
        using var server = new OpenAIServer();
        server.Streams(
            """{"choices":[{"index":0,"delta":{"content":"one"},"finish_reason":"stop"}]}""",
            """{"choices":[{"index":1,"delta":{"content":"tw"}}]}""");

        var (updates, failure) = await ReadAsync(server, new() { Count = 2, Messages = [ChatMessage.User("Hi")] });

        failure.Should().BeOfType<StreamInterruptedException>();
        updates.OfType<ChatFinishedUpdate>().Should().BeEmpty();
    }

    [Theory]
    [InlineData("data: {\"error\":{\"message\":\"busy\",\"code\":503}}\n\n")]
    [InlineData(": waiting\n\nevent: error\ndata: {\"code\":503,\"message\":\"busy\"}\n\n")]
    public async Task ChatStreamAsync_ErrorAsTheFirstEvent_IsRetriedLikeAStatus(string error)
    {
        using var server = new OpenAIServer(routing: Quick);
        server.Streams(() => new MemoryStream(Encoding.UTF8.GetBytes(server.Sent.Count < 3 ? error : Framed(Delta("""{"content":"a"}""", "stop")))));

        var (updates, failure) = await ReadAsync(server);

        failure.Should().BeNull();
        string.Concat(updates).Should().Be("a");
        updates[^1].Info!.Attempts.Select(attempt => attempt.Error).Should().Equal(ErrorKind.Unavailable, ErrorKind.Unavailable, null);
    }

    [Fact]
    public async Task ChatStreamAsync_EmptyErrorEvent_EndsTheStream()
    {
        using var server = new OpenAIServer();
        server.Streams(() => new MemoryStream(Encoding.UTF8.GetBytes(Framed(Delta("""{"content":"a"}""")) + "event: error\ndata:\n\ndata: [DONE]\n\n")));

        (await ReadAsync(server)).Failure.Should().BeOfType<StreamInterruptedException>();
    }

    [Fact]
    public async Task ChatStreamAsync_CutBeforeItsFirstContent_IsTriedOnceMoreFromTheBeginning()
    {
        using var server = new OpenAIServer(routing: Quick);
        var first = new ChunkedStream(Encoding.UTF8.GetBytes(Framed(Delta("""{"tool_calls":[{"index":0,"id":"x","function":{"arguments":"{"}}]}"""))));
        server.Streams(() => server.Sent.Count < 2 ? first : new MemoryStream(Encoding.UTF8.GetBytes(Framed(Delta("""{"content":"a"}""", "stop")))));

        var (updates, failure) = await ReadAsync(server);

        failure.Should().BeNull();
        updates.Select(Bare).Should().Equal([new ChatTextUpdate("a"), new ChatFinishedUpdate(FinishReason.Stop)], "the piece of a call that the first try left is forgotten");
        first.CanRead.Should().BeFalse("the connection of a try that is given up is closed");
    }

    [Fact]
    public async Task ChatStreamAsync_LogProbabilities_AreGiven()
    {
        var (updates, _) = await ReadAsync(
            """{"choices":[{"index":0,"delta":{"content":"Hi"},"logprobs":{"content":[{"token":"Hi","logprob":-0.5,"top_logprobs":[]}]}}]}""", "[DONE]");

        updates.OfType<ChatLogProbabilitiesUpdate>().Single().LogProbabilities.Should().BeEquivalentTo([new TokenLogProbability { Token = "Hi", LogProbability = -0.5 }]);
    }

    [Fact]
    public async Task ChatStreamAsync_UsageInEveryChunk_TheLastOneCounts()
    {
        var (updates, _) = await ReadAsync(
            """{"choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}""",
            """{"choices":[{"delta":{"content":"b"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""");

        updates.OfType<ChatUsageUpdate>().Should().ContainSingle().Which.Usage.TotalTokens.Should().Be(5);
    }

    private static void Quick(IInferenceRoutingBuilder builder) => builder.Services.Configure<InferenceRoutingOptions>(options =>
        (options.Retry.MaxAttempts, options.Retry.BaseDelay, options.Retry.MaxDelay) = (3, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(10)));

    internal static async Task<(List<ChatUpdate> Updates, ProviderException? Failure)> ReadAsync(params string[] events)
    {
        using var server = new OpenAIServer();
        server.Streams(events);
        return await ReadAsync(server);
    }

    internal static async Task<(List<ChatUpdate> Updates, ProviderException? Failure)> ReadAsync(OpenAIServer server, ChatRequest? request = null)
    {
        var updates = new List<ChatUpdate>();
        request = (request ?? new() { Messages = [ChatMessage.User("Hi")] }) with { Provider = Name, Model = "m" };
        try
        {
            await foreach (var update in server.Client.ChatStreamAsync(request, TestContext.Current.CancellationToken))
            {
                updates.Add(update);
            }
        }
        catch (ProviderException exception)
        {
            return (updates, exception);
        }

        return (updates, null);
    }

    internal static ChatUpdate Bare(ChatUpdate update) => update with { Info = null };
}
