using System.Net;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>Whole answers of the dialect, with all that servers leave out or write differently.</summary>
public sealed class ChatAnswerTests
{
    [Fact]
    public async Task ChatAsync_FullAnswer_IsReadWhole()
    {
        using var server = new OpenAIServer().Answers("""
            {"id":"chatcmpl-1","object":"chat.completion","created":1760000000,"model":"m","system_fingerprint":null,
             "choices":[{"index":0,"finish_reason":"tool_calls",
               "logprobs":{"content":[{"token":"Hi","logprob":-0.5,"bytes":[72,105],"top_logprobs":[{"token":"Hi","logprob":-0.5,"bytes":null},{"token":"Ho","logprob":-1.5,"bytes":null}]}]},
               "message":{"role":"assistant","content":"Hi","reasoning_content":"think","refusal":"no",
                 "tool_calls":[{"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Oslo\"}"}}]}},
              {"index":1,"finish_reason":"length","message":{"role":"assistant","content":"Ho"}}],
             "usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":3},"cost":0.00015}}
            """);

        var answer = await AskAsync(server);

        answer.Choices.Should().HaveCount(2);
        answer.Message.Parts.Should().Equal(
            new ChatReasoningPart("think"), new ChatTextPart("Hi"), new ChatToolCallPart { Id = "call_1", Name = "get_weather", Arguments = """{"city":"Oslo"}""" });
        answer.Message.Refusal.Should().Be("no");
        answer.FinishReason.Should().Be(FinishReason.ToolCalls);
        var token = answer.Choices[0].LogProbabilities.Should().ContainSingle().Subject;
        token.Bytes!.Value.ToArray().Should().Equal("Hi"u8.ToArray());
        token.Should().BeEquivalentTo(
            new TokenLogProbability { Token = "Hi", LogProbability = -0.5, Top = [new() { Token = "Hi", LogProbability = -0.5 }, new() { Token = "Ho", LogProbability = -1.5 }] },
            options => options.Excluding(found => found.Bytes));
        answer.Choices[1].Message.Text.Should().Be("Ho");
        answer.Choices[1].FinishReason.Should().Be(FinishReason.Length);
        answer.Info.Usage.Should().Be(new Usage { InputTokens = 10, OutputTokens = 5, TotalTokens = 15, CachedInputTokens = 4, ReasoningTokens = 3 });
        answer.Info.CostUsd.Should().Be(0.00015m);
        answer.Info.Provider.Should().Be(OpenAIServer.Name);
        answer.Info.Model.Should().Be("m");
    }

    [Fact]
    public async Task ChatAsync_OlderLogProbabilities_AreRead()
    {
        using var server = new OpenAIServer().Answers("""
            {"choices":[{"message":{"content":"Hi"},"finish_reason":"stop","logprobs":{"tokens":["H","i"],"token_logprobs":[-0.5,null],"top_logprobs":[{"H":-0.5,"h":-2},null],"text_offset":[0,1]}}]}
            """);

        var answer = await AskAsync(server);

        answer.Choices[0].LogProbabilities.Should().BeEquivalentTo([
            new TokenLogProbability { Token = "H", LogProbability = -0.5, Top = [new() { Token = "H", LogProbability = -0.5 }, new() { Token = "h", LogProbability = -2 }] }]);
    }

    [Fact]
    public async Task ChatAsync_ChoicesOutOfOrder_AreSortedByTheirIndex()
    {
        using var server = new OpenAIServer().Answers("""{"choices":[{"index":1,"message":{"content":"second"}},{"index":0,"message":{"content":"first"}}]}""");

        var answer = await AskAsync(server);

        answer.Text.Should().Be("first");
        answer.Choices.Select(choice => choice.Index).Should().Equal(0, 1);
    }

    [Theory]
    [InlineData("""{"choices":[{}]}""", "", "unknown")]
    [InlineData("""{"choices":[{"message":null,"finish_reason":null}]}""", "", "unknown")]
    [InlineData("""{"choices":[{"message":{"content":"a"},"finish_reason":""}],"usage":null,"error":null}""", "a", "unknown")]
    [InlineData("""{"choices":[{"message":{"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},"finish_reason":"stop"}]}""", "ab", "stop")]
    [InlineData("""{"choices":[{"finish_reason":"stop","message":{"content":"\ud83d\ude00 \u00fc"}}],"x":{"choices":[1]}}""", "\U0001F600 \u00FC", "stop")]
    [InlineData("""  {"choices":[{"message":{"content":"a"},"finish_reason":"stop"}]}  """, "a", "stop")]
    public async Task ChatAsync_SparseAnswer_IsRead(string body, string text, string reason)
    {
        using var server = new OpenAIServer().Answers(body);

        var answer = await AskAsync(server);

        answer.Text.Should().Be(text);
        answer.FinishReason.Value.Should().Be(reason);
        answer.Info.Usage.Should().BeNull();
        answer.Info.CostUsd.Should().BeNull();
    }

    [Theory]
    [InlineData("stop", "stop")]
    [InlineData("eos", "stop")]
    [InlineData("eos_token", "stop")]
    [InlineData("end_turn", "stop")]
    [InlineData("stop_sequence", "stop")]
    [InlineData("COMPLETE", "stop")]
    [InlineData("normal", "stop")]
    [InlineData("length", "length")]
    [InlineData("max_tokens", "length")]
    [InlineData("model_length", "length")]
    [InlineData("MAX_TOKENS", "length")]
    [InlineData("tool_calls", "tool_calls")]
    [InlineData("function_call", "tool_calls")]
    [InlineData("tool_use", "tool_calls")]
    [InlineData("content_filter", "content_filter")]
    [InlineData("safety", "content_filter")]
    [InlineData("SAFETY", "content_filter")]
    [InlineData("insufficient_system_resource", "error")]
    [InlineData("abort", "cancelled")]
    [InlineData("cancelled", "cancelled")]
    [InlineData("flagged_by_new_rule", "flagged_by_new_rule")]
    public async Task ChatAsync_FinishReason_HasItsCommonName(string wire, string common)
    {
        using var server = new OpenAIServer().Answers($$"""{"choices":[{"message":{"content":"a"},"finish_reason":"{{wire}}"}]}""");

        (await AskAsync(server)).FinishReason.Should().Be(new FinishReason(common));
    }

    [Theory]
    [InlineData("reasoning_content")]
    [InlineData("reasoning")]
    public async Task ChatAsync_ReasoningUnderEitherName_IsRead(string name)
    {
        using var server = new OpenAIServer().Answers($$"""{"choices":[{"message":{"{{name}}":"think","content":"a"},"finish_reason":"stop"}]}""");

        var answer = await AskAsync(server);

        answer.Message.Reasoning.Should().Be("think");
        answer.Text.Should().Be("a");
    }

    [Theory]
    [InlineData("""{"function":{"name":"f","arguments":"{}"}}""", "{}")]
    [InlineData("""{"id":"","function":{"name":"f","arguments":""}}""", "{}")]
    [InlineData("""{"id":null,"function":{"name":"f","arguments":null}}""", "{}")]
    [InlineData("""{"function":{"name":"f","arguments":{"a":1}}}""", """{"a":1}""")]
    [InlineData("""{"function":{"name":"f"}}""", "{}", "null")]
    public async Task ChatAsync_ToolCallOfOddForm_IsMadeWhole(string call, string arguments, string reason = "\"stop\"")
    {
        using var server = new OpenAIServer().Answers($$"""{"choices":[{"message":{"content":null,"tool_calls":[{{call}}]},"finish_reason":{{reason}}}]}""");

        var answer = await AskAsync(server);

        answer.FinishReason.Should().Be(FinishReason.ToolCalls);
        var read = answer.ToolCalls.Should().ContainSingle().Subject;
        read.Name.Should().Be("f");
        read.Arguments.Should().Be(arguments);
        read.HasValidArguments.Should().BeTrue();
        read.Id.Should().StartWith("call_").And.HaveLength(37);
    }

    [Theory]
    [InlineData("""{"error":{"message":"no luck","code":429}}""", ErrorKind.RateLimited)]
    [InlineData("""{"error":{"message":"no luck","code":"insufficient_quota"}}""", ErrorKind.QuotaExceeded)]
    [InlineData("""{"error":"no luck"}""", ErrorKind.Unavailable)]
    [InlineData("""{"choices":[],"error":{"message":"no luck","code":401}}""", ErrorKind.Authentication)]
    [InlineData("""{"choices":[{"message":{"content":""},"finish_reason":"error"}],"error":{"message":"no luck","code":502}}""", ErrorKind.Unavailable)]
    public async Task ChatAsync_ErrorInAnAcceptedAnswer_IsThatError(string body, ErrorKind kind)
    {
        using var server = new OpenAIServer().Answers(body);

        var failure = await Assert.ThrowsAsync<ProviderException>(async () => await AskAsync(server));

        failure.Kind.Should().Be(kind);
        failure.Message.Should().Contain("no luck");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("""{"id":"x","type":"chat","status":"done"}""")]
    [InlineData("""{"model":"llama3","message":{"role":"assistant","content":"native Ollama"},"done":true}""")]
    [InlineData("""{"id":"x","message":"ok","details":{}}""")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":null}""")]
    [InlineData("""{"choices":{}}""")]
    [InlineData("""{"choices":[{"message":{"content":"a"}}]} trailing""")]
    [InlineData("""{"choices":[{"message":{"content":"a""")]
    [InlineData("""{"choices":[{"message":{"content":"\ud800"}}]}""")]
    [InlineData("""{"choices":[{"message":{"tool_calls":[{"id":"1"}]}}]}""")]
    [InlineData("<html><body>Bad gateway</body></html>")]
    public async Task ChatAsync_NoAnswer_IsABadResponseThatShowsIt(string body)
    {
        using var server = new OpenAIServer().Answers(body);

        var failure = await Assert.ThrowsAsync<ProviderException>(async () => await AskAsync(server));

        failure.Kind.Should().Be(ErrorKind.BadResponse);
        server.Sent.Should().ContainSingle("whole and wrong, it would be so again");
        failure.StatusCode.Should().Be(HttpStatusCode.OK);
        failure.Message.Should().StartWith($"Provider '{OpenAIServer.Name}':").And.Contain(body.Length == 0 ? "(nothing)" : body[..Math.Min(10, body.Length)]);
    }

    [Fact]
    public async Task ChatAsync_LongMalformedAnswer_ShowsFiveHundredCharactersAndNoKey()
    {
        using var server = new OpenAIServer().Answers($"{{\"key\":\"{OpenAIServer.Key}\",\"x\":\"{new string('y', 2000)}\"}}");

        var failure = await Assert.ThrowsAsync<ProviderException>(async () => await AskAsync(server));

        failure.Kind.Should().Be(ErrorKind.BadResponse);
        failure.ToString().Should().NotContain(OpenAIServer.Key).And.Contain("***");
        failure.Message.Should().Contain(new string('y', 400)).And.NotContain(new string('y', 501));
    }

    [Fact]
    public async Task ChatAsync_InvalidUtf8InTheText_IsABadResponse()
    {
        using var server = new OpenAIServer().Answers([.. """{"choices":[{"message":{"content":"""u8, (byte)'"', 0xFF, 0xFE, (byte)'"', .. "}}]}"u8]);

        var failure = await Assert.ThrowsAsync<ProviderException>(async () => await AskAsync(server));

        failure.Kind.Should().Be(ErrorKind.BadResponse);
    }

    private static Task<ChatResponse> AskAsync(OpenAIServer server) =>
        server.Client.ChatAsync(new ChatRequest { Provider = OpenAIServer.Name, Model = "m", Messages = [ChatMessage.User("Hi")] }, TestContext.Current.CancellationToken);
}
