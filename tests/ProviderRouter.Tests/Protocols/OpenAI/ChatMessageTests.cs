using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>How messages of each kind go out.</summary>
public sealed class ChatMessageTests
{
    private const string Answer = """{"choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}""";

    [Fact]
    public async Task ChatAsync_NameAndRefusal_AreSent()
    {
        using var server = new OpenAIServer().Answers(Answer);

        await SendAsync(
            server,
            new() { Role = ChatRole.User, Name = "ada", Parts = ["Hi"] },
            new() { Role = ChatRole.Assistant, Parts = [], Refusal = "I will not." },
            ChatMessage.User("Why?"));

        server.Sent[0].Body.ShouldBeJson("""
            {"model":"m","messages":[{"role":"user","name":"ada","content":"Hi"},{"role":"assistant","content":"","refusal":"I will not."},{"role":"user","content":"Why?"}]}
            """);
    }

    [Theory]
    [InlineData("audio/wav", "wav")]
    [InlineData("audio/x-wav", "wav")]
    [InlineData("Audio/Wave", "wav")]
    [InlineData("audio/mp3", "mp3")]
    [InlineData("audio/flac", "flac")]
    public async Task ChatAsync_SoundOfAType_IsNamedAsTheDialectDoes(string type, string format)
    {
        using var server = new OpenAIServer().Answers(Answer);

        await SendAsync(server, ChatMessage.User(new ChatAudioPart(MediaContent.FromBytes(new byte[] { 1, 2, 3 }, type))));

        server.Sent[0].Body.ShouldBeJson($$$"""
            {"model":"m","messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AQID","format":"{{{format}}}"}}]}]}
            """);
    }

    [Fact]
    public async Task ChatAsync_SoundAtAnAddress_IsLeftToAServerThatFetchesIt()
    {
        using var server = new OpenAIServer().Answers(Answer);

        await SendAsync(server, ChatMessage.User(new ChatAudioPart(MediaContent.FromUri(new("https://x.test/a.wav?b=1")))));

        server.Sent[0].Body.ShouldBeJson("""
            {"model":"m","messages":[{"role":"user","content":[{"type":"audio_url","audio_url":{"url":"https://x.test/a.wav?b=1"}}]}]}
            """);
    }

    [Fact]
    public async Task ChatAsync_SoundAtAnAddressThatNobodyFetches_IsUnsupportedAndNothingIsSent()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Json(Answer));

        var failure = await Assert.ThrowsAsync<ProviderException>(() => router.Client.ChatAsync(
            new ChatRequest { Provider = "huggingface-router", Model = "m", Messages = [ChatMessage.User(new ChatAudioPart(MediaContent.FromUri(new("https://x.test/a.wav"))))] },
            TestContext.Current.CancellationToken));

        (failure.Kind, failure.Provider).Should().Be((ErrorKind.Unsupported, "huggingface-router"));
        wire.Requests.Should().BeEmpty();
    }

    public static TheoryData<string, ChatMessage> Unsendable => new()
    {
        { "a sound of unknown type", ChatMessage.User(new ChatAudioPart(MediaContent.FromBytes(new byte[] { 1 }))) },
        { "a sound that is none", ChatMessage.User(new ChatAudioPart(MediaContent.FromBytes(new byte[] { 1 }, "video/mp4"))) },
        { "an image of a type that is none", ChatMessage.User(new ChatImagePart(MediaContent.FromBytes(new byte[] { 1 }, "image/png\"x"))) },
        { "a tool's message without a result", new() { Role = ChatRole.Tool, Parts = [] } },
    };

    [Theory]
    [MemberData(nameof(Unsendable))]
    public async Task ChatAsync_MessageThatCannotBeSent_IsRefusedBeforeAnythingIs(string what, ChatMessage message)
    {
        using var server = new OpenAIServer().Answers(Answer);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => SendAsync(server, message));

        failure.Kind.Should().Be(ErrorKind.InvalidRequest, what);
        server.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task ChatAsync_SeveralResultsInOneToolMessage_AreAMessageEach()
    {
        using var server = new OpenAIServer().Answers(Answer);

        await SendAsync(server, new ChatMessage { Role = ChatRole.Tool, Parts = [new ChatToolResultPart("1", "rain"), new ChatToolResultPart("2", "sun")] });

        server.Sent[0].Body.ShouldBeJson("""
            {"model":"m","messages":[{"role":"tool","tool_call_id":"1","content":"rain"},{"role":"tool","tool_call_id":"2","content":"sun"}]}
            """);
    }

    private static Task<ChatResponse> SendAsync(OpenAIServer server, params ChatMessage[] messages) =>
        server.Client.ChatAsync(new ChatRequest { Provider = OpenAIServer.Name, Model = "m", Messages = messages }, TestContext.Current.CancellationToken);
}
