using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Transport;

/// <summary>What cannot be put into a request is the request's fault: said so in our words, and nothing is sent.</summary>
public sealed class UnsendableRequestTests
{
    private const string Half = "broken \ud83d prompt";

    private static readonly ChatRequest Plain = new() { Provider = OpenAIServer.Name, Model = "m", Messages = [ChatMessage.User("Hi")] };

    public static TheoryData<string, ChatRequest> Requests => new()
    {
        { "message", Plain with { Messages = [ChatMessage.User(Half)] } },
        { "second half first", Plain with { Messages = [ChatMessage.User("\ude00\ud83d")] } },
        { "name of a tool", Plain with { Tools = [new ChatTool { Name = Half, Parameters = Element("{}") }] } },
        { "schema of a tool", Plain with { Tools = [new ChatTool { Name = "t", Parameters = Element("""{"description":"\ud83d"}""") }] } },
        { "arguments of a tool call", Plain with { Messages = [ChatMessage.User("Hi"), new() { Role = ChatRole.Assistant, Parts = [new ChatToolCallPart { Id = "1", Name = "t", Arguments = Half }] }] } },
        { "stop", Plain with { Stop = [Half] } },
        { "value of a parameter", Plain with { ProviderParameters = Parameters(new JsonObject { ["x"] = Half }) } },
        { "name of a parameter", Plain with { ProviderParameters = Parameters(new JsonObject { [Half] = 1 }) } },
        { "parameter from JSON", Plain with { ProviderParameters = Parameters((JsonObject)JsonNode.Parse("""{"x":"\ud83d"}""")!) } },
        { "number that is none", Plain with { Temperature = double.NaN } },
        { "endless number", Plain with { TopP = double.PositiveInfinity } },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task ChatAsync_TextOrNumberThatNoJsonHolds_IsAnInvalidRequestAndNothingIsSent(string what, ChatRequest request)
    {
        using var server = new OpenAIServer().Answers("{}");

        var failure = await Assert.ThrowsAnyAsync<ProviderException>(() => server.Client.ChatAsync(request, TestContext.Current.CancellationToken));

        (failure.Kind, failure.Provider, failure.Model, failure.MaybeExecuted).Should().Be((ErrorKind.InvalidRequest, OpenAIServer.Name, "m", false), what);
        failure.ToString().Should().NotContain("broken", "a prompt is in no message");
        server.Sent.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task ChatStreamAsync_TextOrNumberThatNoJsonHolds_IsAnInvalidRequestAndNothingIsSent(string what, ChatRequest request)
    {
        using var server = new OpenAIServer().Answers("{}");

        var failure = await Assert.ThrowsAnyAsync<ProviderException>(async () => await server.Client.ChatStreamAsync(request, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));

        failure.Kind.Should().Be(ErrorKind.InvalidRequest, what);
        server.Sent.Should().BeEmpty();
    }

    public static TheoryData<string, SpeechToTextRequest> Forms => new()
    {
        { "prompt", Speech with { Prompt = Half } },
        { "value of a parameter", Speech with { ProviderParameters = Parameters(new JsonObject { ["x"] = Half }) } },
        { "parameter from JSON", Speech with { ProviderParameters = Parameters((JsonObject)JsonNode.Parse("""{"x":"\ud83d"}""")!) } },
        { "name of a parameter", Speech with { ProviderParameters = Parameters(new JsonObject { [Half] = 1 }) } },
        { "line break in the name of a parameter", Speech with { ProviderParameters = Parameters(new JsonObject { ["x\"\r\nContent-Type: text/html\r\n\r\n"] = 1 }) } },
        { "quote in the name of a parameter", Speech with { ProviderParameters = Parameters(new JsonObject { ["x\"; filename=\"y"] = 1 }) } },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task TranscribeAsync_FieldThatNoFormHolds_IsAnInvalidRequestAndNothingIsSent(string what, SpeechToTextRequest request)
    {
        using var server = new OpenAIServer().Answers("""{"text":"ok"}""");

        var failure = await Assert.ThrowsAnyAsync<ProviderException>(() => server.Client.TranscribeAsync(request, TestContext.Current.CancellationToken));

        (failure.Kind, failure.MaybeExecuted).Should().Be((ErrorKind.InvalidRequest, false), what);
        server.Sent.Should().BeEmpty();
    }

    [Theory]
    [InlineData("a\r\nX-Evil: 1")]
    [InlineData("a\r\n folded")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("caf\u00e9")]
    public async Task ChatAsync_HeaderThatWasMadeInvalidLater_IsAConfigurationFailureAndNothingIsSent(string value)
    {
        ProviderRouter.Providers.ProviderOptions? options = null;
        using var server = new OpenAIServer(own => options = own).Answers("{}");
        _ = server.Client;
        options!.Headers["X-Team"] = value;

        var failure = await Assert.ThrowsAnyAsync<InferenceException>(() => server.Client.ChatAsync(Plain, TestContext.Current.CancellationToken));

        failure.Message.Should().Contain("X-Team");
        failure.ToString().Should().NotContain("Evil").And.NotContain("caf");
        server.Sent.Should().BeEmpty();
    }

    [Theory]
    [InlineData("X-Team", "a\r\nX-Evil: 1")]
    [InlineData("X-Team: 1\r\nX-Evil", "1")]
    [InlineData("", "1")]
    [InlineData("Authorization", "Bearer other")]
    [InlineData("host", "evil.test")]
    [InlineData("Content-Length", "0")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("connection", "close")]
    public async Task ChatAsync_HeaderOfAnExchangeThatIsNotAllowed_IsAnInvalidRequestAndNothingIsSent(string name, string value)
    {
        using var server = new OpenAIServer(dialect: new() { Headers = [new(name, value)] }).Answers("{}");

        var failure = await Assert.ThrowsAnyAsync<ProviderException>(() => server.Client.ChatAsync(Plain, TestContext.Current.CancellationToken));

        failure.Kind.Should().Be(ErrorKind.InvalidRequest);
        failure.ToString().Should().NotContain("evil.test").And.NotContain("X-Evil: 1");
        server.Sent.Should().BeEmpty();
    }

    private static SpeechToTextRequest Speech => new() { Provider = OpenAIServer.Name, Model = "m", Audio = MediaContent.FromBytes(new byte[] { 1, 2, 3 }, "audio/wav") };

    private static JsonElement Element(string json) => JsonElement.Parse(json);

    private static Dictionary<string, JsonObject> Parameters(JsonObject parameters) => new() { [OpenAIServer.Name] = parameters };
}
