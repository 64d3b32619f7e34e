using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Tests.Testing;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

/// <summary>Whose word on a file's type counts: the provider's, the server's that gave it out, its name's, its first bytes'.</summary>
public sealed class MediaTypeTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 4, 5, 6];

    [Theory]
    [InlineData("image/avif", "image/webp", "a.jpg", "image/avif", "image/avif")]
    [InlineData("application/octet-stream", "image/webp", "a.jpg", "image/jpeg", "image/webp")]
    [InlineData(null, "image/webp", "a.jpg", "image/jpeg", "image/webp")]
    [InlineData(null, "application/octet-stream", "a.jpg", "image/jpeg", "image/jpeg")]
    [InlineData(null, "binary/octet-stream", "a", null, "image/png")]
    [InlineData(null, null, "a", null, "image/png")]
    public async Task ContentType_BeforeAndAfterTheFetch_IsThatOfTheMostTrustedWord(string? provider, string? server, string name, string? before, string after)
    {
        using var router = new TestRouter();
        _ = new MediaWire(router, MediaWire.Bytes(Png, server));
        var media = router.Services.GetRequiredService<MediaDownloader>().Reference("test", $"https://files.example/{name}", provider);

        media.ContentType.Should().Be(before);
        await media.ReadBytesAsync(TestContext.Current.CancellationToken);

        media.ContentType.Should().Be(after);
    }
}
