namespace ProviderRouter.Tests.Recorded;

/// <summary>Answers to chats: every choice, with its tool calls, and the usage.</summary>
internal static class RecordedChat
{
    public static ChatRequest Request => new() { Messages = [ChatMessage.User("Hi")] };

    public static async Task CheckAsync(RecordedEntry entry)
    {
        using var router = new RecordedRouter(entry);

        var answer = await router.SendAsync(InferenceTasks.Chat, Request);

        answer.Choices.Select(ExpectedChoice.Of).Should().BeEquivalentTo(entry.Expect.GetProperty("choices").EnumerateArray().Select(ExpectedChoice.Of), order => order.WithStrictOrdering());
        ExpectedUsage.Check(answer.Info.Usage, entry.Expect);
    }
}
