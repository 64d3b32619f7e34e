using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Testing.OpenAIServer;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>The caller's own JSON: what goes out, and what comes back as it is.</summary>
public sealed class RawTests
{
    [Fact]
    public async Task RunAsync_InputWithoutAModel_GoesToTheChatOfTheRoutesModel()
    {
        using var server = new OpenAIServer().Answers("""{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""");

        var answer = await SendAsync(server, new() { Model = "m", Input = new() { ["messages"] = new JsonArray(), ["x"] = null } });

        var sent = server.Sent.Should().ContainSingle().Subject;
        sent.ShouldBe("POST https://local.test/v1/chat/completions", Key, "*/*", sent.Body!);
        sent.Body.Should().Be("""{"model":"m","messages":[],"x":null}""");
        answer.Output.GetRawText().Should().Be("""{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""");
        answer.Files.Should().BeEmpty();
        answer.Info.Usage!.TotalTokens.Should().Be(5);
    }

    [Fact]
    public async Task RunAsync_InputWithAModelAndAPath_GoesAsItIs()
    {
        using var server = new OpenAIServer().Answers("""[{"flagged":false}]""");

        var answer = await SendAsync(server, new()
        {
            Path = "/moderations",
            Input = new() { ["input"] = "x", ["model"] = "own", ["n"] = 1 },
            ProviderParameters = new Dictionary<string, JsonObject> { [Name] = new() { ["n"] = 2 } },
        });

        server.Sent[0].Line.Should().Be("POST https://local.test/v1/moderations");
        server.Sent[0].Body.Should().Be("""{"input":"x","model":"own","n":2}""");
        answer.Output[0].GetProperty("flagged").GetBoolean().Should().BeFalse();
    }

    [Fact]
    public async Task RunAsync_NeitherModelNorRoute_AddsNone()
    {
        using var server = new OpenAIServer().Answers("{}");

        await SendAsync(server, new() { Path = "responses", Input = new() { ["input"] = "x" } });

        server.Sent[0].Body.Should().Be("""{"input":"x"}""");
    }

    [Theory]
    [InlineData("audio/mpeg", "audio/mpeg")]
    [InlineData("text/plain", "text/plain")]
    [InlineData("application/octet-stream", null)]
    public async Task RunAsync_AnswerThatIsNoJson_IsAFile(string contentType, string? expected)
    {
        using var server = new OpenAIServer().Answers([1, 2, 3], contentType: contentType);

        var answer = await SendAsync(server, new() { Model = "m", Path = "audio/speech", Input = [] });

        answer.Output.ValueKind.Should().Be(System.Text.Json.JsonValueKind.Undefined);
        answer.Files.Should().ContainSingle().Which.Bytes!.Value.ToArray().Should().Equal(1, 2, 3);
        answer.Files[0].ContentType.Should().Be(expected);
    }

    [Fact]
    public async Task RunAsync_EmptyAnswer_IsNothing()
    {
        using var server = new OpenAIServer().Answers("", HttpStatusCode.NoContent, "");

        var answer = await SendAsync(server, new() { Model = "m", Input = [] });

        answer.Output.ValueKind.Should().Be(System.Text.Json.JsonValueKind.Undefined);
        answer.Files.Should().BeEmpty();
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "application/json", """{"error":{"message":"no","code":429}}""", ErrorKind.RateLimited)]
    [InlineData(HttpStatusCode.OK, "application/json", "{", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, "text/html", "<html>", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.UnprocessableEntity, "application/json", """{"detail":[{"loc":["body","input"],"msg":"field required"}]}""", ErrorKind.InvalidRequest)]
    public async Task RunAsync_Failure_IsItsTypedError(HttpStatusCode status, string contentType, string body, ErrorKind kind)
    {
        using var server = new OpenAIServer().Answers(body, status, contentType);

        (await Assert.ThrowsAsync<ProviderException>(() => SendAsync(server, new() { Model = "m", Input = [] }))).Kind.Should().Be(kind);
    }

    [Theory]
    [InlineData("../secrets")]
    [InlineData("https://evil.example/x")]
    [InlineData("a//b")]
    public async Task RunAsync_PathOutsideTheServer_IsRefusedBeforeAnythingIsSent(string path)
    {
        using var server = new OpenAIServer().Answers("{}");

        (await Assert.ThrowsAsync<ProviderException>(() => SendAsync(server, new() { Model = "m", Path = path, Input = [] }))).Kind.Should().Be(ErrorKind.InvalidRequest);

        server.Sent.Should().BeEmpty();
    }

    [Theory]
    [InlineData("{}", """{"model":"m","stream":true}""")]
    [InlineData("""{"stream":false}""", """{"model":"m","stream":false}""")]
    [InlineData("""{"stream_format":"sse"}""", """{"model":"m","stream_format":"sse"}""")]
    public async Task RunStreamAsync_Input_AsksForAStreamUnlessItSays(string input, string body)
    {
        using var server = new OpenAIServer().Streams("{}", "[DONE]");

        await ReadAsync(server, JsonNode.Parse(input)!.AsObject());

        server.Sent[0].Body.Should().Be(body);
        server.Sent[0].Headers["Accept"].Should().Be("text/event-stream");
    }

    [Fact]
    public async Task RunStreamAsync_Events_ComeAsTheyAre()
    {
        using var server = new OpenAIServer();
        server.Streams(() => new MemoryStream(Encoding.UTF8.GetBytes(
            ": hi\n\nevent: response.delta\ndata: {\"a\":1}\n\ndata: plain\n\ndata: [1,2]\n\nevent: response.completed\ndata: {\"response\":{\"error\":null,\"usage\":{\"input_tokens\":1,\"output_tokens\":2,\"total_tokens\":3}}}\n\n")));

        var (updates, failure) = await ReadAsync(server, [], "responses");

        failure.Should().BeNull();
        updates.Select(Said).Should().Equal("response.delta {\"a\":1}", "plain", " [1,2]", "response.completed {\"response\":{\"error\":null,\"usage\":{\"input_tokens\":1,\"output_tokens\":2,\"total_tokens\":3}}}", "end");
        updates[^1].Info!.Usage.Should().Be(new Usage { InputTokens = 1, OutputTokens = 2, TotalTokens = 3 });
    }

    [Theory]
    [InlineData("application/x-ndjson", "{\"a\":1}\n{\"done\":true}\n", new[] { " {\"a\":1}", " {\"done\":true}", "end" })]
    [InlineData("application/json", "{\"a\":1}", new[] { " {\"a\":1}", "end" })]
    [InlineData("text/plain", "Hi \u00E9", new[] { "Hi \u00E9", "end" })]
    public async Task RunStreamAsync_OtherForms_AreReadToo(string contentType, string body, string[] expected)
    {
        using var server = new OpenAIServer();
        server.Streams(() => new MemoryStream(Encoding.UTF8.GetBytes(body)), contentType);

        var (updates, failure) = await ReadAsync(server, [], "own");

        failure.Should().BeNull();
        updates.Select(Said).Should().Equal(expected);
    }

    [Theory]
    [InlineData("""{"choices":[{"delta":{"content":"a"},"finish_reason":null}]}""", false)]
    [InlineData("""{"choices":[7,{"delta":{"content":"a"},"finish_reason":"stop"}]}""", true)]
    public async Task RunStreamAsync_ChatThatEndsWithoutDone_IsWholeOnlyWithAFinishReason(string chunk, bool isWhole)
    {
        using var server = new OpenAIServer().Streams(chunk);

        var (updates, failure) = await ReadAsync(server, []);

        updates.OfType<RawDataUpdate>().Should().ContainSingle();
        updates.OfType<RawFinishedUpdate>().Count().Should().Be(isWhole ? 1 : 0);
        (failure?.Kind).Should().Be(isWhole ? null : ErrorKind.StreamInterrupted);
    }

    [Fact]
    public async Task RunStreamAsync_TextThatEndsInACodePoint_ShowsThatItIsCut()
    {
        using var server = new OpenAIServer();
        server.Streams(() => new MemoryStream([(byte)'a', 0xC3]), "text/plain");

        var (updates, failure) = await ReadAsync(server, []);

        failure.Should().BeNull();
        updates.Select(Said).Should().Equal("a", "\uFFFD", "end");
    }

    [Fact]
    public async Task RunStreamAsync_TextCutInACodePoint_IsPutTogether()
    {
        using var server = new OpenAIServer();
        server.Streams(() => ChunkedStream.Bytewise(Encoding.UTF8.GetBytes("a\u00E9b")), "text/plain");

        string.Concat((await ReadAsync(server, [])).Updates).Should().Be("a\u00E9b");
    }

    [Theory]
    [InlineData("text/event-stream", "", ErrorKind.StreamInterrupted)]
    [InlineData("text/event-stream", "data: {\"error\":{\"message\":\"no\",\"code\":429}}\n\n", ErrorKind.RateLimited)]
    [InlineData("text/event-stream", "data: {\"a\":\n\n", ErrorKind.BadResponse)]
    [InlineData("text/event-stream", "data: {\"a\":1}\n\nevent: error\ndata: no\n\n", ErrorKind.StreamInterrupted)]
    [InlineData("audio/mpeg", "abc", ErrorKind.BadResponse)]
    [InlineData("text/html", "<html>", ErrorKind.BadResponse)]
    public async Task RunStreamAsync_Failure_IsItsTypedError(string contentType, string body, ErrorKind kind)
    {
        using var server = new OpenAIServer().Answers(body, contentType: contentType);

        (await ReadAsync(server, [])).Failure!.Kind.Should().Be(kind);
    }

    private static string Said(RawUpdate update) => update switch
    {
        RawDataUpdate data => $"{data.Event} {data.Data.GetRawText()}",
        RawFinishedUpdate => "end",
        _ => update.ToString(),
    };

    private static Task<RawResponse> SendAsync(OpenAIServer server, RawRequest request) =>
        server.Client.RunAsync(request with { Provider = Name }, TestContext.Current.CancellationToken);

    private static async Task<(List<RawUpdate> Updates, ProviderException? Failure)> ReadAsync(OpenAIServer server, JsonObject input, string? path = null)
    {
        var updates = new List<RawUpdate>();
        try
        {
            await foreach (var update in server.Client.RunStreamAsync(new RawRequest { Provider = Name, Model = "m", Path = path, Input = input }, TestContext.Current.CancellationToken))
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
}
