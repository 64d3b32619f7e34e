using System.Text.Json;

namespace ProviderRouter.Tests.Recorded;

/// <summary>Predictions of Replicate: files, sounds and texts that are there at once, and predictions that have to be asked for again.</summary>
internal static class RecordedPrediction
{
    public static async Task CheckAsync(RecordedEntry entry)
    {
        var id = entry.Expect.GetProperty("id").GetString();
        var output = entry.Expect.GetProperty("output");
        if (output.ValueKind == JsonValueKind.Null)
        {
            using var waiting = new RecordedRouter(entry, entry.Answer, RecordedRouter.Json("""{"id":"p1","status":"succeeded","output":["https://replicate.delivery/x/out-0.png"]}"""));
            await waiting.SendAsync(InferenceTasks.TextToImage, RecordedImages.Request);
            waiting.Lines.Should().HaveCount(2).And.HaveElementAt(1, $"GET https://api.replicate.com/v1/predictions/{id}");
            return;
        }

        using var router = new RecordedRouter(entry);
        var info = await CheckOutputAsync(router, output);

        router.Lines.Where(line => line.StartsWith("POST ", StringComparison.Ordinal)).Should().ContainSingle();
        router.Lines.Should().NotContain(line => line.Contains("/v1/predictions/", StringComparison.Ordinal), "the output is there");
        info.RequestId.Should().Be(id);
        info.Usage!.ComputeSeconds.Should().Be(entry.Expect.TryGetProperty("predictTime", out var time) && time.ValueKind == JsonValueKind.Number ? time.GetDouble() : null);
    }

    // By the task that such an output belongs to.
    private static async Task<ResponseInfo> CheckOutputAsync(RecordedRouter router, JsonElement output)
    {
        var texts = output.ValueKind == JsonValueKind.Array ? output.EnumerateArray().Select(item => item.GetString()!).ToArray() : [output.GetString()!];
        if (!texts[0].StartsWith("https:", StringComparison.Ordinal))
        {
            var chat = await router.SendAsync(InferenceTasks.Chat, RecordedChat.Request);
            chat.Text.Should().Be(texts[0]);
            return chat.Info;
        }

        if (texts[0].EndsWith(".wav", StringComparison.Ordinal))
        {
            var speech = await router.SendAsync(InferenceTasks.TextToSpeech, new() { Text = "Hello" });
            speech.Audio.Uri!.OriginalString.Should().Be(texts[0]);
            return speech.Info;
        }

        var image = await router.SendAsync(InferenceTasks.TextToImage, RecordedImages.Request);
        image.Images.Select(file => file.Uri!.OriginalString).Should().Equal(texts);
        return image.Info;
    }
}
