using System.Security.Cryptography;
using System.Text.Json;

namespace ProviderRouter.Tests.Recorded;

/// <summary>Images at addresses or in the answer itself, with what is said of them.</summary>
internal static class RecordedImages
{
    public static TextToImageRequest Request => new() { Prompt = "a tortoise" };

    public static async Task CheckAsync(RecordedEntry entry)
    {
        using var router = entry.Provider == "fal-ai" ? FalAnswers.Queue(entry) : new RecordedRouter(entry);
        var items = entry.Expect.GetProperty("items").EnumerateArray().ToList();
        if (items.Exists(item => item.TryGetProperty("b64Sha256OfBytes", out var hash) && hash.ValueKind == JsonValueKind.Null))
        {
            // What stands there is no base64.
            (await FluentActions.Awaiting(() => SendAsync(router, entry)).Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.BadResponse);
            return;
        }

        var answer = await SendAsync(router, entry);

        answer.Images.Should().HaveCount(entry.Expect.GetProperty("count").GetInt32());
        foreach (var (image, item) in answer.Images.Zip(items))
        {
            Check(image, item);
        }

        answer.Seed.Should().Be(entry.Expect.TryGetProperty("seed", out var seed) && seed.TryGetInt64(out var number) ? number : null, "a seed beyond 63 bits is none that could be sent back");
        answer.Info.Usage!.Images.Should().Be(items.Count);
        ExpectedUsage.Check(answer.Info.Usage, entry.Expect);
    }

    private static async Task<(IReadOnlyList<MediaContent> Images, long? Seed, ResponseInfo Info)> SendAsync(RecordedRouter router, RecordedEntry entry)
    {
        if (entry.Endpoint.EndsWith("/images/edits", StringComparison.Ordinal))
        {
            var edit = await router.SendAsync(InferenceTasks.ImageToImage, new() { Image = RecordedHfTask.Image, Prompt = "greener" });
            return (edit.Images, edit.Seed, edit.Info);
        }

        var answer = await router.SendAsync(InferenceTasks.TextToImage, Request);
        return (answer.Images, answer.Seed, answer.Info);
    }

    private static void Check(MediaContent image, JsonElement item)
    {
        if (item.TryGetProperty("b64Sha256OfBytes", out var hash))
        {
            Convert.ToHexStringLower(SHA256.HashData(image.Bytes!.Value.Span)).Should().Be(hash.GetString());
            return;
        }

        image.Uri!.OriginalString.Should().Be(item.GetProperty("url").GetString());
        image.Width.Should().Be(item.GetProperty("width").GetInt32());
        image.Height.Should().Be(item.GetProperty("height").GetInt32());
        image.ContentType.Should().Be(item.GetProperty("content_type").GetString());
    }
}
