namespace ProviderRouter.Tests.Recorded;

/// <summary>What fal's queue says of a job: to its submission, and to those who ask for it.</summary>
internal static class RecordedQueue
{
    public static async Task CheckAsync(RecordedEntry entry)
    {
        using var router = new RecordedRouter(entry);

        var job = await router.StartAsync(InferenceTasks.SpeechToText, new() { Audio = MediaContent.FromUri(new("https://files.test/a.wav")) });

        job.Handle.JobId.Should().Be(entry.Expect.GetProperty("requestId").GetString());
        new Uri(new("https://queue.fal.run/"), job.Handle.Location!).Should().Be(new Uri(entry.Expect.GetProperty("responseUrl").GetString()!));
        entry.Expect.GetProperty("status").GetString().Should().Be("IN_QUEUE");
        (await job.GetStatusAsync(TestContext.Current.CancellationToken)).Phase.Should().Be(JobPhase.Queued);
    }
}
