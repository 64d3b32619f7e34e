using System.Text.Json;

namespace ProviderRouter.Tests.Recorded;

/// <summary>Predictions of Replicate: files, sounds and texts that are there at once, and predictions that have to be asked for again.</summary>
internal static class RecordedPrediction
{
    public static async Task CheckAsync(RecordedEntry entry)
    {
        var output = entry.Expect.GetProperty("output");
        var answers = output.ValueKind == JsonValueKind.Null
            ? [entry.Answer, RecordedRouter.Json("""{"id":"p1","status":"succeeded","output":["https://replicate.delivery/x/out-0.png"]}""")]
            : Array.Empty<Func<HttpResponseMessage>>();
        using var router = new RecordedRouter(entry, answers);

        var answer = await router.SendAsync(InferenceTasks.Raw, new() { Input = new() { ["prompt"] = "a whale" } });

        var id = entry.Expect.GetProperty("id").GetString();
        var asked = router.Lines.Where(line => line.Contains("/predictions", StringComparison.Ordinal)).ToList();
        if (output.ValueKind == JsonValueKind.Null)
        {
            asked.Should().HaveCount(2).And.HaveElementAt(1, $"GET https://api.replicate.com/v1/predictions/{id}");
            return;
        }

        asked.Should().ContainSingle();
        answer.Info.RequestId.Should().Be(id);
        answer.Info.Usage!.ComputeSeconds.Should().Be(entry.Expect.TryGetProperty("predictTime", out var time) && time.ValueKind == JsonValueKind.Number ? time.GetDouble() : null);
        await CheckOutputAsync(entry, output);
    }

    // The same, read by the task that such an output belongs to.
    private static async Task CheckOutputAsync(RecordedEntry entry, JsonElement output)
    {
        using var router = new RecordedRouter(entry);
        var addresses = output.ValueKind == JsonValueKind.Array ? output.EnumerateArray().Select(item => item.GetString()!).ToArray() : [output.GetString()!];
        if (!addresses[0].StartsWith("https:", StringComparison.Ordinal))
        {
            (await router.SendAsync(InferenceTasks.Chat, RecordedChat.Request)).Text.Should().Be(addresses[0]);
        }
        else if (addresses[0].EndsWith(".wav", StringComparison.Ordinal))
        {
            (await router.SendAsync(InferenceTasks.TextToSpeech, new() { Text = "Hello" })).Audio.Uri!.OriginalString.Should().Be(addresses[0]);
        }
        else
        {
            (await router.SendAsync(InferenceTasks.TextToImage, RecordedImages.Request)).Images.Select(image => image.Uri!.OriginalString).Should().Equal(addresses);
        }
    }
}
