using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>Whole requests of the dialect, as the transport sends them.</summary>
public sealed class ChatRequestTests
{
    private const string Answer = """{"choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}""";

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2];

    [Fact]
    public async Task ChatAsync_OnlyMessages_SendsNothingThatWasNotSet()
    {
        using var server = new OpenAIServer().Answers(Answer);

        await SendAsync(server, new() { Model = "m", Messages = [ChatMessage.User("Hi")] });

        var sent = server.Sent.Should().ContainSingle().Subject;
        sent.ShouldBe("POST https://local.test/v1/chat/completions", OpenAIServer.Key, "application/json", sent.Body!);
        sent.Body.Should().Be("""{"model":"m","messages":[{"role":"user","content":"Hi"}]}""");
    }

    [Fact]
    public async Task ChatAsync_NoKey_SendsNoAuthorization()
    {
        using var server = new OpenAIServer(options => options.ApiKey = null).Answers(Answer);

        await SendAsync(server, new() { Model = "m", Messages = [ChatMessage.User("Hi")] });

        server.Sent[0].Headers.Should().NotContainKey("Authorization");
    }

    [Fact]
    public async Task ChatAsync_EveryParameter_SendsEachByItsName()
    {
        using var server = new OpenAIServer().Answers(Answer);

        var answer = await SendAsync(server, new()
        {
            Model = "m",
            Messages = [ChatMessage.User("Hi")],
            MaxOutputTokens = 64,
            Temperature = 0.5,
            TopP = 0.9,
            TopK = 40,
            MinP = 0.05,
            FrequencyPenalty = -0.5,
            PresencePenalty = 0.25,
            RepetitionPenalty = 1.1,
            Seed = 9007199254740993,
            Count = 2,
            LogProbabilities = true,
            TopLogProbabilities = 3,
            ReasoningEffort = ReasoningEffort.Low,
            User = "ada",
            Stop = ["\n"],
            LogitBias = new Dictionary<int, double> { [50256] = -100 },
            ResponseFormat = ChatResponseFormat.Json,
        });

        server.Sent[0].Body.ShouldBeJson("""
            {"model":"m","messages":[{"role":"user","content":"Hi"}],"max_tokens":64,"temperature":0.5,"top_p":0.9,"top_k":40,"min_p":0.05,
             "frequency_penalty":-0.5,"presence_penalty":0.25,"repetition_penalty":1.1,"seed":9007199254740993,"n":2,"logprobs":true,"top_logprobs":3,
             "reasoning_effort":"low","user":"ada","stop":["\n"],"logit_bias":{"50256":-100},
             "response_format":{"type":"json_object"}}
            """);
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task ChatAsync_PartsOfEachKind_SendsThemInOrder()
    {
        using var server = new OpenAIServer().Answers(Answer);

        await SendAsync(server, new()
        {
            Model = "m",
            Messages =
            [
                ChatMessage.System("Be brief."),
                ChatMessage.User(
                    "What is this?",
                    new ChatImagePart(MediaContent.FromUri(new("https://x.test/y.png?a=1"))) { Detail = "low" },
                    new ChatImagePart(MediaContent.FromBytes(Png)),
                    new ChatAudioPart(MediaContent.FromBytes(new byte[] { 1, 2, 3 }, "audio/mpeg"))),
            ],
        });

        server.Sent[0].Body.ShouldBeJson("""
            {"model":"m","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":[
              {"type":"text","text":"What is this?"},
              {"type":"image_url","image_url":{"url":"https://x.test/y.png?a=1","detail":"low"}},
              {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgoBAg=="}},
              {"type":"input_audio","input_audio":{"data":"AQID","format":"mp3"}}]}]}
            """);
    }

    [Fact]
    public async Task ChatAsync_TextOutsideAscii_IsSentAsItIs()
    {
        using var server = new OpenAIServer().Answers(Answer);

        await SendAsync(server, new() { Model = "m", Messages = [ChatMessage.User("\u65E5\u672C <b> & 'x' + \"y\"\n")] });

        server.Sent[0].Body.Should().Be("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\u65E5\u672C <b> & 'x' + \\\"y\\\"\\n\"}]}");
    }

    public static TheoryData<string, ChatMessage> MisplacedParts => new()
    {
        { "tool result of a user", ChatMessage.User(new ChatToolResultPart("1", "x")) },
        { "tool call of a user", ChatMessage.User(new ChatToolCallPart { Id = "1", Name = "f", Arguments = "{}" }) },
        { "reasoning of a user", ChatMessage.User(new ChatReasoningPart("x")) },
        { "text of a tool", new() { Role = ChatRole.Tool, Parts = [new ChatToolResultPart("1", "x"), "text"] } },
    };

    [Theory]
    [MemberData(nameof(MisplacedParts))]
    public async Task ChatAsync_PartThatItsMessageCannotHold_IsRefusedNotLost(string what, ChatMessage message)
    {
        using var server = new OpenAIServer().Answers(Answer);

        var failure = await Assert.ThrowsAsync<ProviderException>(async () => await SendAsync(server, new() { Model = "m", Messages = [message] }));

        failure.Kind.Should().Be(ErrorKind.InvalidRequest, what);
        server.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task ChatAsync_ImageOfUnknownType_IsRefusedBeforeAnythingIsSent()
    {
        using var server = new OpenAIServer().Answers(Answer);

        var failure = await Assert.ThrowsAsync<ProviderException>(
            async () => await SendAsync(server, new() { Model = "m", Messages = [ChatMessage.User("?", new ChatImagePart(MediaContent.FromBytes(new byte[] { 1 })))] }));

        failure.Kind.Should().Be(ErrorKind.InvalidRequest);
        server.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task ChatAsync_JsonSchema_SendsOpenAIsForm()
    {
        using var server = new OpenAIServer().Answers(Answer);
        using var schema = JsonDocument.Parse("""{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}""");

        await SendAsync(server, new() { Model = "m", Messages = [ChatMessage.User("Hi")], ResponseFormat = ChatResponseFormat.JsonSchema("answer", schema.RootElement) });

        server.Sent[0].Body.ShouldBeJson("""
            {"model":"m","messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_schema","json_schema":
              {"name":"answer","strict":true,"schema":{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}}}}
            """);
    }

    [Fact]
    public async Task ChatAsync_OpenAIsOwnDialect_KnowsDeveloperAndCompletionTokens()
    {
        using var server = new OpenAIServer(options => options.MaxTokensField = "max_completion_tokens").Answers(Answer);

        await SendAsync(server, new() { Model = "m", MaxOutputTokens = 5, Messages = [new() { Role = ChatRole.Developer, Parts = ["Be brief."] }, ChatMessage.User("Hi")] });

        server.Sent[0].Body.ShouldBeJson("""{"model":"m","messages":[{"role":"developer","content":"Be brief."},{"role":"user","content":"Hi"}],"max_completion_tokens":5}""");
    }

    [Fact]
    public async Task ChatAsync_DeveloperRoleElsewhere_IsSentAsSystem()
    {
        using var server = new OpenAIServer().Answers(Answer);

        await SendAsync(server, new() { Model = "m", Messages = [new() { Role = ChatRole.Developer, Parts = ["Be brief."] }, ChatMessage.User("Hi")] });

        server.Sent[0].Body.ShouldBeJson("""{"model":"m","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"}]}""");
    }

    [Fact]
    public async Task ChatAsync_FieldThatTheServerDoesNotTake_WarnsAndLeavesItOut()
    {
        using var server = new OpenAIServer(options => options.OmittedFields.Add("seed")).Answers(Answer);

        var answer = await SendAsync(server, new() { Model = "m", Messages = [ChatMessage.User("Hi")], Seed = 7 });

        server.Sent[0].Body.ShouldBeJson("""{"model":"m","messages":[{"role":"user","content":"Hi"}]}""");
        answer.Info.Warnings.Should().Equal(new InferenceWarning("Seed", "Not sent: 'local' does not take 'seed'."));
    }

    [Fact]
    public async Task ChatAsync_ProviderParameters_AreSentOnceAndOnlyToTheirProvider()
    {
        using var server = new OpenAIServer().Answers(Answer);
        var request = new ChatRequest
        {
            Model = "m",
            Messages = [ChatMessage.User("Hi")],
            Temperature = 0.5,
            ProviderParameters = new Dictionary<string, JsonObject>
            {
                [OpenAIServer.Name] = new() { ["temperature"] = 1, ["mirostat"] = true, ["stream"] = true },
                ["fireworks-ai"] = new() { ["context_length_exceeded_behavior"] = "error" },
            },
        };

        var answer = await SendAsync(server, request);

        server.Sent[0].Body.ShouldBeJson("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"temperature":1,"mirostat":true}""");
        answer.Info.Warnings.Should().ContainSingle().Which.Setting.Should().Be("ProviderParameters.stream");
    }

    [Fact]
    public async Task ChatStreamAsync_Minimal_AsksForTheStreamAndItsUsage()
    {
        using var server = new OpenAIServer().Streams(OpenAIServer.Delta("{}", "stop"), "[DONE]");

        await foreach (var _ in server.Client.ChatStreamAsync(new ChatRequest { Provider = OpenAIServer.Name, Model = "m", Messages = [ChatMessage.User("Hi")] }, TestContext.Current.CancellationToken))
        {
        }

        server.Sent[0].Headers["Accept"].Should().Be("text/event-stream");
        server.Sent[0].Body.Should().Be("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{"include_usage":true}}""");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ChatStreamAsync_ServerWithoutStreamOptions_IsNotSentThem(bool isOmittedField)
    {
        using var server = new OpenAIServer(options =>
        {
            options.StreamUsage = isOmittedField;
            options.OmittedFields.Add("stream_options");
        }).Streams(OpenAIServer.Delta("{}", "stop"), "[DONE]");

        await foreach (var _ in server.Client.ChatStreamAsync(new ChatRequest { Provider = OpenAIServer.Name, Model = "m", Messages = [ChatMessage.User("Hi")] }, TestContext.Current.CancellationToken))
        {
        }

        server.Sent[0].Body.Should().Be("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true}""");
    }

    private static Task<ChatResponse> SendAsync(OpenAIServer server, ChatRequest request) =>
        server.Client.ChatAsync(request with { Provider = OpenAIServer.Name }, TestContext.Current.CancellationToken);
}
