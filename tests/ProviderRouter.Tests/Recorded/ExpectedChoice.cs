using System.Text.Json;

namespace ProviderRouter.Tests.Recorded;

/// <summary>What the manifest says of a choice, or what was read of it.</summary>
internal sealed record ExpectedChoice(int Index, string Text, string Reasoning, string FinishReason, IReadOnlyList<string> ToolCalls)
{
    public static ExpectedChoice Of(JsonElement expected) => new(
        expected.GetProperty("index").GetInt32(),
        Word(expected, "text"),
        Word(expected, "reasoning"),
        expected.TryGetProperty("toolCalls", out var calls) ? "tool_calls" : ReasonOf(expected), // whatever word the server has for it
        calls.ValueKind == JsonValueKind.Array
            ? [.. calls.EnumerateArray().Select(call => $"{call.GetProperty("id")} {call.GetProperty("name")} {Arguments(call)}")]
            : []);

    public static ExpectedChoice Of(ChatChoice choice) => new(
        choice.Index,
        choice.Message.Text,
        choice.Message.Reasoning,
        choice.FinishReason.Value,
        [.. choice.Message.ToolCalls.Select(call => $"{call.Id} {call.Name} {call.Arguments}")]);

    public static ExpectedChoice Of(TextGenerationChoice choice) => new(choice.Index, choice.Text, "", choice.FinishReason.Value, []);

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

    /// <summary>The reason in our words.</summary>
    public static string ReasonOf(JsonElement expected) => Word(expected, "finishReason") switch
    {
        "eos" or "eos_token" => "stop",
        "" => "unknown",
        var word => word,
    };

    private static string Arguments(JsonElement call) => call.GetProperty("arguments").ValueKind == JsonValueKind.Null ? "{}" : call.GetProperty("arguments").GetString()!;

    private static string Word(JsonElement expected, string name) =>
        expected.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
