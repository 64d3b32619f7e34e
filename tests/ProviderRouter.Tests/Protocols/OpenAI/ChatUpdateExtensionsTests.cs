using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Testing.OpenAIServer;

namespace ProviderRouter.Tests.Protocols.OpenAI;

public sealed class ChatUpdateExtensionsTests
{
    [Fact]
    public async Task ToResponseAsync_WholeStream_GivesWhatTheWholeAnswerWouldBe()
    {
        using var server = new OpenAIServer();
        server.Streams(
            Delta("""{"reasoning":"Th"}"""),
            Delta("""{"reasoning":"ink"}"""),
            Delta("""{"content":"Hel"}"""),
            Delta("""{"content":"lo"}"""),
            Delta("""{"tool_calls":[{"index":0,"id":"call_1","function":{"name":"f","arguments":"{\"a\""}}]}"""),
            Delta("""{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]}"""),
            Delta("{}", "tool_calls"),
            """{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""",
            "[DONE]");

        var answer = await server.Client.ChatStreamAsync("m:local", "Hi", TestContext.Current.CancellationToken).ToResponseAsync(TestContext.Current.CancellationToken);

        answer.Message.Parts.Should().Equal(
            new ChatReasoningPart("Think"), new ChatTextPart("Hello"), new ChatToolCallPart { Id = "call_1", Name = "f", Arguments = """{"a":1}""" });
        answer.FinishReason.Should().Be(FinishReason.ToolCalls);
        answer.Info.Usage!.TotalTokens.Should().Be(5);
        answer.Info.Provider.Should().Be(Name);
    }

    [Fact]
    public async Task ToResponseAsync_SeveralChoices_AreKeptApart()
    {
        var answer = await new ChatUpdate[]
        {
            new ChatTextUpdate("b") { ChoiceIndex = 1 },
            new ChatTextUpdate("a"),
            new ChatFinishedUpdate(FinishReason.Stop),
            new ChatFinishedUpdate(FinishReason.Length) { ChoiceIndex = 1 },
        }.ToAsyncEnumerable().ToResponseAsync(TestContext.Current.CancellationToken);

        answer.Choices.Select(choice => (choice.Index, choice.Message.Text, choice.FinishReason)).Should().Equal((0, "a", FinishReason.Stop), (1, "b", FinishReason.Length));
    }

    [Fact]
    public async Task ToResponseAsync_UsageOfNoChoiceOfItsOwn_MakesNone()
    {
        var answer = await new ChatUpdate[] { new ChatTextUpdate("b") { ChoiceIndex = 1 }, new ChatUsageUpdate(new()), new ChatFinishedUpdate(FinishReason.Stop) { ChoiceIndex = 1 } }
            .ToAsyncEnumerable().ToResponseAsync(TestContext.Current.CancellationToken);

        answer.Choices.Should().ContainSingle().Which.Index.Should().Be(1);
    }

    [Fact]
    public async Task ToResponseAsync_AnswerThatContinues_KeepsWhatCame()
    {
        var answer = await new ChatUpdate[]
        {
            new ChatTextUpdate("a"), new ChatStreamRestartedUpdate(Continues: true), new ChatTextUpdate("b"), new ChatFinishedUpdate(FinishReason.Stop),
        }.ToAsyncEnumerable().ToResponseAsync(TestContext.Current.CancellationToken);

        answer.Choices.Should().ContainSingle();
        answer.Text.Should().Be("ab");
    }

    [Fact]
    public async Task ToResponseAsync_AnswerThatBeginsAnew_DropsAllThatCame()
    {
        var answer = await new ChatUpdate[]
        {
            new ChatReasoningUpdate("hm"), new ChatTextUpdate("a"), new ChatRefusalUpdate("no"), new ChatLogProbabilitiesUpdate([new() { Token = "a", LogProbability = -1 }]),
            new ChatTextUpdate("second") { ChoiceIndex = 1 }, new ChatStreamRestartedUpdate(Continues: false), new ChatTextUpdate("b"), new ChatFinishedUpdate(FinishReason.Stop),
        }.ToAsyncEnumerable().ToResponseAsync(TestContext.Current.CancellationToken);

        answer.Should().BeEquivalentTo(new ChatResponse
        {
            Choices = [new() { Message = ChatMessage.Assistant("b"), FinishReason = FinishReason.Stop }],
        });
    }

    [Fact]
    public async Task ToResponseAsync_StreamWithoutAnEnd_IsNoAnswer() =>
        await FluentActions.Awaiting(() => new ChatUpdate[] { new ChatTextUpdate("a") }.ToAsyncEnumerable().ToResponseAsync(TestContext.Current.CancellationToken))
            .Should().ThrowAsync<InvalidOperationException>();
}
