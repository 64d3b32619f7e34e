using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers;
using ProviderRouter.Tests.Testing;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Providers;

/// <summary>A provider of the application's own, made of the public parts alone: wire records in, wire records out.</summary>
public sealed partial class OwnProviderTests : IDisposable
{
    private readonly TestRouter router = new(builder => builder.AddProvider<EchoOptions>(
        "echo", options => (options.BaseAddress, options.ApiKey) = (new("https://echo.test/api"), "key-canary-1234567890"), context => new Echo(context.Name, context.CreateTransport())));

    public void Dispose() => router.Dispose();

    [Fact]
    public async Task ChatAsync_OwnWireRecords_GoOutAndComeBackAsJson()
    {
        var wire = new MediaWire(router, MediaWire.Json("""{"text":"hello","more":[1]}"""));

        var answer = await SendAsync("Hi <b>");

        wire.Request.ShouldBe("POST https://echo.test/api/v1/echo", "key-canary-1234567890", "application/json", """{"model":"m","text":"Hi <b>"}""");
        wire.Request.ContentType.Should().Be("application/json");
        (answer.Text, answer.Info.Provider).Should().Be(("hello", "echo"));
    }

    [Theory]
    [InlineData("null", "the answer is null")]
    [InlineData("""{"text":7}""", "the answer is not the JSON that was expected")]
    [InlineData("""{}""", "the answer is not the JSON that was expected")]
    [InlineData("""{"text":"a""", "the answer's JSON ends too early")]
    [InlineData("<html>", "the answer is not the JSON that was expected")]
    public async Task ChatAsync_AnswerThatIsNoSuchRecord_IsABadResponse(string body, string words)
    {
        _ = new MediaWire(router, MediaWire.Json(body));

        var failure = await Assert.ThrowsAsync<ProviderException>(() => SendAsync("Hi"));

        failure.Kind.Should().Be(ErrorKind.BadResponse);
        failure.Message.Should().Contain(words);
    }

    private Task<ChatResponse> SendAsync(string text) =>
        router.Client.ChatAsync(new ChatRequest { Provider = "echo", Model = "m", Messages = [ChatMessage.User(text)] }, TestContext.Current.CancellationToken);

    private sealed class EchoOptions : ProviderOptions;

    private sealed class Echo(string name, ProviderTransport transport) : IProvider, ITaskHandler<ChatRequest, ChatResponse>
    {
        public string Name => name;

        public TaskHandlerMap Handlers => new() { { InferenceTasks.Chat, this } };

        public async Task<ChatResponse> HandleAsync(TaskContext<ChatRequest> context, CancellationToken cancellationToken)
        {
            var body = new EchoBody(context.Model, context.Request.Messages[^1].Text);
            var answer = await transport.SendAsync(context, new Exchange<EchoBody>("v1/echo", body, EchoJson.Default.EchoBody), EchoJson.Default.EchoAnswer, cancellationToken);
            return new() { Choices = [new() { Message = ChatMessage.Assistant(answer.Text), FinishReason = FinishReason.Stop }] };
        }
    }

    internal sealed record EchoBody(string Model, string Text);

    internal sealed record EchoAnswer
    {
        public required string Text { get; init; }
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(EchoBody))]
    [JsonSerializable(typeof(EchoAnswer))]
    internal sealed partial class EchoJson : JsonSerializerContext;
}
