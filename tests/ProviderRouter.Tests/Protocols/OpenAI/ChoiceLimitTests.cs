using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>Answers that claim more choices than one may have.</summary>
public sealed class ChoiceLimitTests
{
    private const string Refusal = "more than 128 choices";

    [Theory]
    [InlineData(128, false)]
    [InlineData(129, true)]
    public async Task Streams_ChoiceInEachChunk_AreRefusedPastTheLimit(int choices, bool isRefused)
    {
        using var server = new OpenAIServer().Streams([.. Enumerable.Range(0, choices).Select(index => Choice(choices - index)), "[DONE]"]);

        var chat = await CaughtAsync(server.Client.ChatStreamAsync(new() { Provider = OpenAIServer.Name, Model = "m", Messages = [ChatMessage.User("Hi")], Count = 2 }, TestContext.Current.CancellationToken));
        var text = await CaughtAsync(server.Client.GenerateTextStreamAsync(new() { Provider = OpenAIServer.Name, Model = "m", Prompt = "Hi", Count = 2 }, TestContext.Current.CancellationToken));

        (chat?.GetBaseException().Message).Should().Match(message => isRefused == (message != null && message.Contains(Refusal)));
        (text?.GetBaseException().Message).Should().Match(message => isRefused == (message != null && message.Contains(Refusal)));
    }

    [Fact]
    public async Task ChatAsync_TooManyChoices_IsLimitExceeded()
    {
        using var server = new OpenAIServer().Answers($$"""{"choices":[{{string.Join(',', Enumerable.Repeat("{}", 129))}}]}""");

        var failure = await Assert.ThrowsAsync<ProviderException>(() => server.Client.ChatAsync(
            new ChatRequest { Provider = OpenAIServer.Name, Model = "m", Messages = [ChatMessage.User("Hi")], Count = 200 }, TestContext.Current.CancellationToken));

        failure.Kind.Should().Be(ErrorKind.LimitExceeded);
        failure.GetBaseException().Message.Should().Contain(Refusal);
    }

    private static string Choice(int index) => $$$"""{"choices":[{"index":{{{index}}},"text":"a","delta":{"content":"a"}}]}""";

    private static async Task<ProviderException?> CaughtAsync<T>(IAsyncEnumerable<T> updates)
    {
        try
        {
            await foreach (var _ in updates)
            {
                // only the end matters
            }
        }
        catch (ProviderException exception)
        {
            return exception;
        }

        return null;
    }
}
