using System.Text.Json;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Recorded;

/// <summary>Streamed completions, those of older text servers among them, as they came and byte by byte.</summary>
internal static class RecordedCompletionStream
{
    public static async Task CheckAsync(RecordedEntry entry)
    {
        using var router = new RecordedRouter(entry, entry.Answer, () => entry.AnswerWith(new StreamContent(ChunkedStream.Bytewise(entry.Body))));

        var (whole, failure) = await router.ReadAsync(InferenceTasks.TextGenerationStream, RecordedCompletion.Request);
        var (bytewise, _) = await router.ReadAsync(InferenceTasks.TextGenerationStream, RecordedCompletion.Request);

        failure.Should().BeNull();
        var choice = entry.Expect.TryGetProperty("choices", out var choices) ? choices[0] : entry.Expect;
        string.Concat(whole).TrimStart().Should().Be(choice.GetProperty("text").GetString()!.TrimStart(), "an older server's whole text lacks the space of its first token");
        whole[^1].Should().BeOfType<TextGenerationFinishedUpdate>().Which.FinishReason.Value.Should().Be(ExpectedChoice.ReasonOf(choice));
        CheckUsage(whole[^1].Info!.Usage is { IsEstimated: false } reported ? reported : null, entry.Expect);
        bytewise.Select(update => update with { Info = null }).Should().Equal(whole.Select(update => update with { Info = null }));
    }

    // The details of an older server's last token tell how many there were; where it tells none, nothing is known.
    private static void CheckUsage(Usage? usage, JsonElement expected)
    {
        if (expected.TryGetProperty("tokens", out var tokens))
        {
            (usage?.OutputTokens).Should().Be(expected.GetProperty("finishReason").ValueKind == JsonValueKind.String ? tokens.GetInt64() : null);
        }
        else
        {
            ExpectedUsage.Check(usage, expected);
        }
    }
}
