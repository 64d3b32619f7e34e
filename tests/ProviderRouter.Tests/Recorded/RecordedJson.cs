using System.Text.Json.Nodes;

namespace ProviderRouter.Tests.Recorded;

/// <summary>Answers of which nothing is said but their keys: those of a task are read by it, all others raw and whole.</summary>
internal static class RecordedJson
{
    public static Task CheckAsync(RecordedEntry entry)
    {
        entry.Json.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal).Should().Equal(
            entry.Expect.GetProperty("topLevelKeys").EnumerateArray().Select(key => key.GetString()));
        return entry switch
        {
            { Provider: "replicate" } when entry.Endpoint.EndsWith("/files", StringComparison.Ordinal) => CheckUploadAsync(entry),
            { Provider: "replicate" } => CheckJobAsync(entry),
            { Provider: "fal-ai" } => CheckNoJobAsync(entry),
            _ when entry.Json.TryGetProperty("scores", out _) => CheckChoiceAsync(entry),
            _ => CheckRawAsync(entry),
        };
    }

    // A large file is uploaded, and the prediction is told its address.
    private static async Task CheckUploadAsync(RecordedEntry entry)
    {
        using var router = new RecordedRouter(entry, entry.Answer, RecordedRouter.Json("""{"id":"p1","status":"succeeded","output":["https://replicate.delivery/x/out-0.png"]}"""))
        {
            Model = "black-forest-labs/flux-kontext-pro",
        };

        await router.SendAsync(InferenceTasks.ImageToImage, new() { Image = MediaContent.FromBytes(new byte[300_000], "image/png"), Prompt = "greener" });

        router.Bodies[^1].Should().Contain($"\"{entry.Json.GetProperty("urls").GetProperty("get").GetString()}\"");
    }

    private static async Task CheckJobAsync(RecordedEntry entry)
    {
        using var router = new RecordedRouter(entry);
        var job = await router.StartAsync(InferenceTasks.TextToImage, RecordedImages.Request);
        job.Handle.JobId.Should().Be(entry.Json.GetProperty("id").GetString());
    }

    private static async Task CheckNoJobAsync(RecordedEntry entry)
    {
        using var router = new RecordedRouter(entry);
        var failure = (await FluentActions.Awaiting(() => router.SendAsync(InferenceTasks.TextToVideo, new() { Prompt = "A running dog" })).Should().ThrowAsync<ProviderException>()).Which;
        failure.Kind.Should().Be(ErrorKind.BadResponse);
        failure.Message.Should().Contain("names no request");
    }

    private static async Task CheckChoiceAsync(RecordedEntry entry)
    {
        using var router = new RecordedRouter(entry);
        await RecordedHfTask.ChooseAsync(router, entry.Json);
    }

    private static async Task CheckRawAsync(RecordedEntry entry)
    {
        using var router = new RecordedRouter(entry);
        var output = (await router.SendAsync(InferenceTasks.Raw, new() { Input = [] })).Output;
        JsonNode.DeepEquals(JsonNode.Parse(output.GetRawText()), JsonNode.Parse(entry.Text)).Should().BeTrue();
    }
}
