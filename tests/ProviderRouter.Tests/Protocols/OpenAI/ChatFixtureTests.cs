using System.Text.Json;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>The providers' recorded answers to chats.</summary>
public sealed class ChatFixtureTests
{
    public static TheoryData<string> Files => [.. Fixture.Entries("chat").Select(entry => entry.GetProperty("file").GetString()!)];

    [Theory(SkipUnless = nameof(Fixture.Exist), SkipType = typeof(Fixture), Skip = "There are no recorded answers here.", SkipTestWithoutData = true)]
    [MemberData(nameof(Files))]
    public async Task ChatAsync_RecordedAnswer_IsReadAsExpected(string file)
    {
        var entry = Fixture.Entry(file);
        using var server = new OpenAIServer().Answers(Fixture.Read(entry), contentType: "application/json");

        var answer = await server.Client.ChatAsync(new ChatRequest { Provider = OpenAIServer.Name, Model = "m", Messages = [ChatMessage.User("Hi")] }, TestContext.Current.CancellationToken);

        var expected = entry.GetProperty("expect");
        answer.Choices.Select(ExpectedChoice.Of).Should().BeEquivalentTo(expected.GetProperty("choices").EnumerateArray().Select(ExpectedChoice.Of), order => order.WithStrictOrdering());
        ExpectedChoice.ShouldBeUsage(answer.Info.Usage, expected);
    }
}

/// <summary>What a recording says of a choice, beside what was read of it.</summary>
internal sealed record ExpectedChoice(int Index, string Text, string Reasoning, string FinishReason, IReadOnlyList<string> ToolCalls)
{
    public static ExpectedChoice Of(JsonElement expected) => new(
        expected.GetProperty("index").GetInt32(),
        Word(expected, "text"),
        Word(expected, "reasoning"),
        expected.TryGetProperty("toolCalls", out _) ? "tool_calls" // whatever word the server has for it
            : Word(expected, "finishReason") is "eos" or "eos_token" ? "stop" : Word(expected, "finishReason"),
        expected.TryGetProperty("toolCalls", out var calls)
            ? [.. calls.EnumerateArray().Select(call => $"{call.GetProperty("id")} {call.GetProperty("name")} {Arguments(call)}")]
            : []);

    public static ExpectedChoice Of(ChatChoice choice) => new(
        choice.Index,
        choice.Message.Text,
        choice.Message.Reasoning,
        choice.FinishReason.Value,
        [.. choice.Message.ToolCalls.Select(call => $"{call.Id} {call.Name} {call.Arguments}")]);

    public static ExpectedChoice Of(int index, IReadOnlyList<ChatUpdate> updates)
    {
        var own = updates.Where(update => update.ChoiceIndex == index).ToList();
        return new(
            index,
            string.Concat(own.OfType<ChatTextUpdate>()),
            string.Concat(own.OfType<ChatReasoningUpdate>().Select(update => update.Text)),
            own.OfType<ChatFinishedUpdate>().Single().FinishReason.Value,
            [.. own.OfType<ChatToolCallUpdate>().GroupBy(call => call.CallIndex)
                .Select(call => $"{call.First().Id} {call.First().Name} {string.Concat(call.Select(piece => piece.Arguments))}")]);
    }

    public static void ShouldBeUsage(Usage? usage, JsonElement expected)
    {
        if (!expected.TryGetProperty("usage", out var wanted) || wanted.ValueKind == JsonValueKind.Null)
        {
            usage.Should().BeNull();
            return;
        }

        usage.Should().NotBeNull();
        usage!.InputTokens.Should().Be(Count(wanted, "prompt"));
        usage.OutputTokens.Should().Be(Count(wanted, "completion"));
        usage.TotalTokens.Should().Be(Count(wanted, "total"));
    }

    private static string Arguments(JsonElement call) => call.GetProperty("arguments").ValueKind == JsonValueKind.Null ? "{}" : call.GetProperty("arguments").GetString()!;

    private static long? Count(JsonElement wanted, string name) => wanted.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;

    private static string Word(JsonElement expected, string name) =>
        expected.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
