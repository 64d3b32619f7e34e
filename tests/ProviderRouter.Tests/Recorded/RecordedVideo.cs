namespace ProviderRouter.Tests.Recorded;

/// <summary>Videos at addresses. Where the provider makes none by a task here, its answer is read raw.</summary>
internal static class RecordedVideo
{
    public static async Task CheckAsync(RecordedEntry entry)
    {
        var addresses = entry.Expect.GetProperty("urls").EnumerateArray().Select(address => address.GetString());
        if (entry.Provider == "fal-ai")
        {
            using var fal = FalAnswers.Queue(entry);
            var answer = await fal.SendAsync(InferenceTasks.TextToVideo, new() { Prompt = "A running dog" });
            answer.Videos.Select(video => video.Uri!.OriginalString).Should().Equal(addresses);
            answer.Seed.Should().Be(entry.Json.TryGetProperty("seed", out var seed) ? seed.GetInt64() : null);
            answer.Info.Usage!.Videos.Should().Be(1);
            return;
        }

        using var router = new RecordedRouter(entry);
        var output = (await router.SendAsync(InferenceTasks.Raw, new() { Path = "videos/generations", Input = [] })).Output;
        output.GetProperty("video").GetProperty("url").GetString().Should().Be(addresses.Single());
    }
}
