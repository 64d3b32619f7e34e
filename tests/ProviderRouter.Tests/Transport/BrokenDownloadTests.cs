using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Tests.Testing;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

/// <summary>A download whose body breaks off is begun once more where nobody has seen any of it.</summary>
public sealed class BrokenDownloadTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 4, 5, 6];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadBytesAsync_BodyThatBreaks_IsFetchedOnceMore()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, Breaks, MediaWire.Bytes(Png, "image/png"));

        (await Reference(router).ReadBytesAsync(Token)).ToArray().Should().Equal(Png);
        wire.Requests.Should().HaveCount(2);

        using var broken = new TestRouter();
        wire = new MediaWire(broken, Breaks);
        var failure = await Assert.ThrowsAsync<ProviderException>(async () => await Reference(broken).ReadBytesAsync(Token));
        failure.Kind.Should().Be(ErrorKind.BadResponse);
        wire.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task SaveAsync_BodyThatBreaks_IsFetchedOnceMore()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, Breaks, MediaWire.Bytes(Png, "image/png"));
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "a.png");

            await Reference(router).SaveAsync(path, Token);

            (await File.ReadAllBytesAsync(path, Token)).Should().Equal(Png);
            wire.Requests.Should().HaveCount(2);
            folder.GetFiles().Should().ContainSingle();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static HttpResponseMessage Breaks() => new(HttpStatusCode.OK) { Content = new StreamContent(new ScriptedStream(3, new IOException("gone"))) };

    private static MediaContent Reference(TestRouter router) =>
        router.Services.GetRequiredService<MediaDownloader>().Reference("some-provider", "https://files.example/a.png");
}
