using System.Security.Cryptography;

namespace ProviderRouter.Tests.Recorded;

/// <summary>Answers that are a file and nothing else.</summary>
internal static class RecordedFile
{
    public static async Task CheckAsync(RecordedEntry entry)
    {
        using var router = new RecordedRouter(entry);

        var file = entry.Task == "text-to-image"
            ? (await router.SendAsync(InferenceTasks.TextToImage, RecordedImages.Request)).Image
            : (await router.SendAsync(InferenceTasks.TextToSpeech, new() { Text = "Hello world" })).Audio;

        file.Length.Should().Be(entry.Expect.GetProperty("bytes").GetInt64());
        Convert.ToHexStringLower(SHA256.HashData(file.Bytes!.Value.Span)).Should().Be(entry.Expect.GetProperty("sha256").GetString());
        file.ContentType.Should().Be(entry.Expect.GetProperty("mediaType").GetString());
    }
}
