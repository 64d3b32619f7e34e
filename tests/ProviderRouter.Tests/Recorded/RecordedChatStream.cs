using System.Text.Json;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Recorded;

/// <summary>Streamed chats, as they came and byte by byte; those that break off keep what they said.</summary>
internal static class RecordedChatStream
{
    public static async Task CheckAsync(RecordedEntry entry)
    {
        using var router = new RecordedRouter(entry, entry.Answer, () => entry.AnswerWith(new StreamContent(ChunkedStream.Bytewise(entry.Body))));

        var whole = await router.ReadAsync(InferenceTasks.ChatStream, RecordedChat.Request);
        var bytewise = await router.ReadAsync(InferenceTasks.ChatStream, RecordedChat.Request);

        if (IsWhole(entry.Expect))
        {
            whole.Failure.Should().BeNull();
            var choices = entry.Expect.TryGetProperty("concatenated", out var joined) ? [Joined(joined)] : entry.Expect.GetProperty("choices").EnumerateArray().Select(ExpectedChoice.Of).ToArray();
            choices.Select(choice => ExpectedChoice.Of(choice.Index, whole.Updates)).Should().BeEquivalentTo(choices, order => order.WithStrictOrdering());
            ExpectedUsage.Check(whole.Updates.OfType<ChatUsageUpdate>().SingleOrDefault()?.Usage, entry.Expect);
        }
        else
        {
            CheckBroken(whole, entry.Expect);
        }

        Said(bytewise).Should().Equal(Said(whole));
    }

    private static void CheckBroken((List<ChatUpdate> Updates, ProviderException? Failure) whole, JsonElement expected)
    {
        var text = expected.GetProperty("choices")[0].GetProperty("text").GetString()!;
        string.Concat(whole.Updates.OfType<ChatTextUpdate>()).Should().Be(text);
        whole.Failure.Should().NotBeNull();
        ((whole.Failure as StreamInterruptedException)?.PartialText ?? "").Should().Be(text);
        if (expected.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
        {
            whole.Failure!.Message.Should().Contain(error.GetProperty("message").GetString());
        }
    }

    private static bool IsWhole(JsonElement expected) =>
        expected.GetProperty("choices").EnumerateArray().Any(choice => choice.TryGetProperty("finishReason", out var reason) && reason.ValueKind == JsonValueKind.String)
        && !(expected.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object);

    private static ExpectedChoice Joined(JsonElement joined) => new(0, joined.GetProperty("text").GetString()!, "", joined.GetProperty("finishReason").GetString()!, []);

    // Info holds times, and ids are made up where the server sent none.
    private static List<object> Said((List<ChatUpdate> Updates, ProviderException? Failure) read) =>
        [.. read.Updates.Select(Said), read.Failure?.Message ?? "whole"];

    private static object Said(ChatUpdate update) => update switch
    {
        ChatToolCallUpdate call => call with { Info = null, Id = null },
        ChatLogProbabilitiesUpdate tokens => string.Join(' ', tokens.LogProbabilities.Select(token => $"{token.Token} {token.LogProbability}")),
        _ => update with { Info = null },
    };
}
