using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Testing.OpenAIServer;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>Rare ends of streams: refusals, an error as the reason, nothing at all; and odd pieces that are passed over.</summary>
public sealed class StreamEndTests
{
    [Fact]
    public async Task ChatStreamAsync_Refusal_IsGivenPieceByPieceAndPutTogether()
    {
        using var server = new OpenAIServer();
        server.Streams(Delta("""{"refusal":"I will "}"""), Delta("""{"refusal":"not."}"""), Delta("{}", "stop"), "[DONE]");

        var (updates, failure) = await ChatStreamTests.ReadAsync(server);
        var whole = await server.Client.ChatStreamAsync(new ChatRequest { Provider = Name, Model = "m", Messages = [ChatMessage.User("Hi")] }, TestContext.Current.CancellationToken)
            .ToResponseAsync(TestContext.Current.CancellationToken);

        failure.Should().BeNull();
        updates.Select(ChatStreamTests.Bare).Should().Equal(new ChatRefusalUpdate("I will "), new ChatRefusalUpdate("not."), new ChatFinishedUpdate(FinishReason.Stop));
        (whole.Choices[0].Message.Refusal, whole.Text).Should().Be(("I will not.", ""));
    }

    [Fact]
    public async Task ChatStreamAsync_ErrorAsTheReason_IsNoEnd()
    {
        var (updates, failure) = await ChatStreamTests.ReadAsync(Delta("""{"content":"a"}"""), Delta("{}", "error"), "[DONE]");

        string.Concat(updates).Should().Be("a");
        updates.OfType<ChatFinishedUpdate>().Should().BeEmpty();
        failure.Should().BeOfType<StreamInterruptedException>().Which.PartialText.Should().Be("a");
    }

    [Fact]
    public async Task ChatStreamAsync_EndWithoutAnyChoice_IsNoAnswer()
    {
        var (updates, failure) = await ChatStreamTests.ReadAsync("""{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":0,"total_tokens":3}}""", "[DONE]");

        failure.Should().BeOfType<ProviderException>().Which.Kind.Should().Be(ErrorKind.BadResponse);
        updates.Should().BeEmpty();
    }

    [Fact]
    public async Task GenerateTextStreamAsync_EndWithoutAnyChoice_IsNoAnswer()
    {
        using var server = new OpenAIServer().Streams("""{"choices":[]}""", "[DONE]");

        var (updates, failure) = await CompletionStreamTests.ReadAsync(server);

        failure.Should().BeOfType<ProviderException>().Which.Kind.Should().Be(ErrorKind.BadResponse);
        updates.Should().BeEmpty();
    }

    [Fact]
    public async Task ChatAsync_ErrorAsTheReason_IsAFailure()
    {
        using var server = new OpenAIServer().Answers("""{"choices":[{"index":0,"message":{"role":"assistant","content":"a"},"finish_reason":"error"}]}""");

        var failure = await Assert.ThrowsAsync<ProviderException>(() => server.Client.ChatAsync(new ChatRequest { Provider = Name, Model = "m", Messages = [ChatMessage.User("Hi")] }, TestContext.Current.CancellationToken));

        failure.Message.Should().Contain("the model stopped with an error");
    }

    [Theory]
    [InlineData("""{"content":"a","tool_calls":null}""")]
    [InlineData("""{"content":"a","tool_calls":{}}""")]
    [InlineData("""{"content":"a","tool_calls":[7,"x",[1]]}""")]
    [InlineData("""{"content":"a","refusal":""}""")]
    public async Task ChatStreamAsync_OddPieceBesideTheText_IsPassedOver(string delta)
    {
        var (updates, failure) = await ChatStreamTests.ReadAsync(Delta(delta), Delta("{}", "stop"));

        failure.Should().BeNull();
        updates.Select(ChatStreamTests.Bare).Should().Equal(new ChatTextUpdate("a"), new ChatFinishedUpdate(FinishReason.Stop));
    }

    [Theory]
    [InlineData("""{"choices":[7,[1],{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}""")]
    [InlineData("""{"x_groq":7,"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}""")]
    [InlineData("""{"x_groq":{"id":"1","usage":null},"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}""")]
    [InlineData("""{"error":false,"choices":[{"index":0,"delta":{"content":"a"},"logprobs":7,"finish_reason":"stop"}]}""")]
    public async Task ChatStreamAsync_OddChunk_GivesWhatItHolds(string chunk)
    {
        var (updates, failure) = await ChatStreamTests.ReadAsync(chunk);

        failure.Should().BeNull();
        string.Concat(updates).Should().Be("a");
    }
}
