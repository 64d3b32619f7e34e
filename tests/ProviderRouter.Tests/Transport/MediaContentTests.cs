using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Tests.Testing;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

public sealed class MediaContentTests : IDisposable
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 4, 5, 6];

    private readonly string folder = Directory.CreateTempSubdirectory("provider-router-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task OpenReadAsync_Bytes_ReadsThemFromTheStartEachTime()
    {
        var media = MediaContent.FromBytes(new byte[] { 9, 0x89, 0x50, 0x4E, 0x47, 4, 9 }.AsMemory(1, 5));

        for (var time = 0; time < 2; time++)
        {
            await using var stream = await media.OpenReadAsync(TestContext.Current.CancellationToken);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
            copy.ToArray().Should().Equal(0x89, 0x50, 0x4E, 0x47, 4);
            stream.CanWrite.Should().BeFalse();
        }

        media.ContentType.Should().Be("image/png");
        media.ToString().Should().Be("image/png, 5 bytes");
        media.Uri.Should().BeNull();
    }

    [Fact]
    public async Task ReadBytesAsync_Bytes_AreNotCopied()
    {
        var media = MediaContent.FromBytes(Png, "image/x");

        (await media.ReadBytesAsync(TestContext.Current.CancellationToken)).Equals(Png.AsMemory()).Should().BeTrue();
        media.ContentType.Should().Be("image/x");
    }

    [Fact]
    public async Task FromFile_File_IsReadWhenNeeded()
    {
        var path = Path.Combine(folder, "a.WAV");
        await File.WriteAllBytesAsync(path, [1, 2, 3], TestContext.Current.CancellationToken);
        var media = MediaContent.FromFile(path);

        await File.WriteAllBytesAsync(path, [4, 5], TestContext.Current.CancellationToken);

        (await media.ReadBytesAsync(TestContext.Current.CancellationToken)).ToArray().Should().Equal(4, 5);
        media.ContentType.Should().Be("audio/wav");
        media.FileName.Should().Be("a.WAV");
        FluentActions.Invoking(() => MediaContent.FromFile(path + "x")).Should().Throw<FileNotFoundException>();
    }

    [Fact]
    public async Task FromStream_ReadIntoMemory_CanBeReadAgain()
    {
        using var stream = new MemoryStream([0, 1, 2]) { Position = 1 };
        var media = MediaContent.FromStream(stream, "audio/wav", "a.wav");

        (await media.ReadBytesAsync(TestContext.Current.CancellationToken)).ToArray().Should().Equal(1, 2);
        (await media.ReadBytesAsync(TestContext.Current.CancellationToken)).ToArray().Should().Equal([1, 2], "another provider may be asked next");
    }

    [Fact]
    public async Task FromStream_OpenedTwice_IsRefused()
    {
        using var stream = new MemoryStream([0, 1, 2]);
        var media = MediaContent.FromStream(stream, "audio/wav");

        await media.OpenReadAsync(TestContext.Current.CancellationToken);

        await FluentActions.Awaiting(() => media.OpenReadAsync(TestContext.Current.CancellationToken).AsTask()).Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task FromUri_AddressOfTheCaller_IsNotFetched()
    {
        var media = MediaContent.FromUri(new("https://files.example/a.jpg?key=secret"));

        await FluentActions.Awaiting(() => media.OpenReadAsync(TestContext.Current.CancellationToken).AsTask()).Should().ThrowAsync<InvalidOperationException>();
        media.ContentType.Should().Be("image/jpeg");
        media.ToString().Should().Be("image/jpeg, at files.example");
        FluentActions.Invoking(() => MediaContent.FromUri(new("a.png", UriKind.Relative))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => MediaContent.FromUri(new("data:image/png;base64,§"))).Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData("data:image/png;base64,AQID", "image/png")]
    [InlineData("DATA:image/png;charset=x;BASE64,AQID", "image/png")]
    [InlineData("data:;base64,AQID", null)]
    [InlineData("data:image/png;base64,A Q\nID", "image/png")]
    public void TryParse_DataAddress_IsBytesAndType(string text, string? contentType)
    {
        DataUri.TryParse(text, out var bytes, out var type).Should().BeTrue();
        bytes.ToArray().Should().Equal(1, 2, 3);
        type.Should().Be(contentType);
    }

    [Theory]
    [InlineData("")]
    [InlineData("data:")]
    [InlineData("data:image/png;base64")]
    [InlineData("data:image/png,AQID")]
    [InlineData("data:image/png;base64,")]
    [InlineData("data:image/png;base64,AQI")]
    [InlineData("data:image/png;base64,AQ==ID==")]
    [InlineData("https://files.example/a;base64,AQID")]
    public void TryParse_AnythingElse_IsFalse(string text) => DataUri.TryParse(text, out _, out _).Should().BeFalse();

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("file://server/share/a.png")]
    public void FromUri_LocalFile_IsRefusedWithTheFix(string address) =>
        FluentActions.Invoking(() => MediaContent.FromUri(new(address))).Should().Throw<ArgumentException>().WithMessage("*FromFile*");

    [Fact]
    public void ToString_Address_ShowsNoPathAndNoQuery() =>
        MediaContent.FromUri(new("https://files.example/secret/a.png?sig=secret#secret")).ToString().Should().Be("image/png, at files.example");

    [Fact]
    public async Task SaveAsync_Bytes_MakesFoldersAndReplacesTheFile()
    {
        var path = Path.Combine(folder, "new", "deep", "a.png");

        await MediaContent.FromBytes(new byte[100]).SaveAsync(path, TestContext.Current.CancellationToken);
        await MediaContent.FromBytes(Png).SaveAsync(path, TestContext.Current.CancellationToken);

        (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)).Should().Equal(Png);
        Files().Should().Equal(path);
    }

    [Fact]
    public async Task SaveAsync_Address_IsFetchedIntoTheFile()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Png, "image/png"));
        var path = Path.Combine(folder, "a.png");

        await Reference(router).SaveAsync(path, TestContext.Current.CancellationToken);

        (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)).Should().Equal(Png);
        wire.Request.Line.Should().Be("GET https://files.example/a.png");
    }

    [Theory]
    [InlineData("breaks midway")]
    [InlineData("ends too early")]
    [InlineData("has expired")]
    public async Task SaveAsync_DownloadThatFails_LeavesTheOldFileAndNoOther(string what)
    {
        using var router = new TestRouter();
        _ = new MediaWire(router, what switch
        {
            "breaks midway" => () => new(HttpStatusCode.OK) { Content = new StreamContent(new ScriptedStream(50_000, new IOException("gone"))) },
            "ends too early" => () => new(HttpStatusCode.OK) { Content = new StreamContent(new ScriptedStream(50_000)) { Headers = { ContentLength = 50_001 } } },
            _ => MediaWire.Status(HttpStatusCode.NotFound),
        });
        var path = Path.Combine(folder, "a.png");
        await File.WriteAllTextAsync(path, "old", TestContext.Current.CancellationToken);

        (await FluentActions.Awaiting(() => Reference(router).SaveAsync(path, TestContext.Current.CancellationToken)).Should().ThrowAsync<ProviderException>())
            .Which.Kind.Should().Be(ErrorKind.BadResponse);

        (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Should().Be("old");
        Files().Should().Equal(path);
    }

    [Fact]
    public async Task SaveAsync_Cancelled_LeavesNoFile()
    {
        using var cancel = new CancellationTokenSource();
        using var source = new ScriptedStream(50_000, cancel);
        var media = MediaContent.FromStream(source, "image/png");

        await FluentActions.Awaiting(() => media.SaveAsync(Path.Combine(folder, "a.png"), cancel.Token)).Should().ThrowAsync<OperationCanceledException>();

        Files().Should().BeEmpty();
    }

    [Fact]
    public async Task SaveAsync_PathThatIsAFolder_IsAnIOExceptionAndLeavesNoFile()
    {
        var path = Directory.CreateDirectory(Path.Combine(folder, "a.png")).FullName;

        await FluentActions.Awaiting(() => MediaContent.FromBytes(Png).SaveAsync(path, TestContext.Current.CancellationToken)).Should().ThrowAsync<IOException>();

        Files().Should().BeEmpty();
    }

    [Theory]
    [InlineData("FFD8FFE0", "image/jpeg")]
    [InlineData("89504E470D0A1A0A", "image/png")]
    [InlineData("474946383961", "image/gif")]
    [InlineData("524946460000000057454250", "image/webp")]
    [InlineData("524946460000000057415645", "audio/wav")]
    [InlineData("5249464600000000", null)]
    [InlineData("664C6143", "audio/flac")]
    [InlineData("4F676753", "audio/ogg")]
    [InlineData("494433", "audio/mpeg")]
    [InlineData("FFFB90", "audio/mpeg")]
    [InlineData("FFF384", "audio/mpeg")]
    [InlineData("00000018667479706D703432", "video/mp4")]
    [InlineData("", null)]
    public void FromBytes_WithoutAType_ReadsItFromTheFirstBytes(string hex, string? contentType) =>
        MediaContent.FromBytes(Convert.FromHexString(hex)).ContentType.Should().Be(contentType);

    private static MediaContent Reference(TestRouter router) =>
        router.Services.GetRequiredService<MediaDownloader>().Reference("some-provider", "https://files.example/a.png");

    private string[] Files() => Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
}
