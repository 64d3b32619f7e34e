namespace ProviderRouter.Tests.Recorded;

/// <summary>What was heard.</summary>
internal static class RecordedTranscription
{
    public static SpeechToTextRequest Request => new() { Audio = RecordedHfTask.Sound };

    public static async Task CheckAsync(RecordedEntry entry)
    {
        using var router = entry.Provider == "fal-ai" ? FalAnswers.Queue(entry) : new RecordedRouter(entry);

        var answer = await router.SendAsync(
            InferenceTasks.SpeechToText,
            entry.Provider == "fal-ai" ? new() { Audio = MediaContent.FromUri(new("https://files.test/a.wav")) } : Request);

        answer.Text.Should().Be(entry.Expect.GetProperty("text").GetString());
        answer.Segments.Should().HaveCount(entry.Expect.TryGetProperty("chunks", out var chunks) ? chunks.GetInt32() : 0);
    }
}
