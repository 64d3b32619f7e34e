using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

public sealed class InputMediaTests : IDisposable
{
    private const int Limit = 1000;

    private readonly TestRouter router = new(builder => builder.Services.Configure<InferenceRoutingOptions>(options => options.AllowedPrivateHosts.Add("10.0.0.7:80")));
    private readonly TaskContext context = TaskContext.Create(new ChatRequest { Messages = [] }, "acme/m", "acme");
    private readonly string folder = Directory.CreateTempSubdirectory("provider-router-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        router.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task ReadyAsync_Bytes_AreReadAgainAndAgainWithoutACopy()
    {
        byte[] bytes = [0x89, 0x50, 0x4E, 0x47, 1, 2];

        var media = await ReadyAsync(MediaContent.FromBytes(bytes.AsMemory(), "image/png"));

        (media.Length, media.ContentType, media.FileName).Should().Be((6, "image/png", "file.png"));
        (await ReadAsync(media)).Should().Equal(bytes);
        (await ReadAsync(media)).Should().Equal(bytes);
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(await media.ReadAsync(Token), out var segment).Should().BeTrue();
        segment.Array.Should().BeSameAs(bytes);
    }

    [Theory]
    [InlineData(new byte[] { 0x66, 0x4C, 0x61, 0x43 }, "audio/flac", "file.flac")]
    [InlineData(new byte[] { 1, 2, 3 }, "application/octet-stream", "file.bin")]
    public async Task ReadyAsync_BytesOfNoType_AreToldByTheirBeginning(byte[] bytes, string type, string name)
    {
        var media = await ReadyAsync(MediaContent.FromBytes(bytes));

        (media.ContentType, media.FileName).Should().Be((type, name));
    }

    [Theory]
    [InlineData("blob", "audio/mpeg", "blob.mp3")]
    [InlineData("blob.", "audio/wav", "blob.wav")]
    [InlineData("a.b.wav", "audio/mpeg", "a.b.wav")]
    public async Task ReadyAsync_NameWithoutAnExtension_GetsThatOfItsType(string name, string type, string expected)
    {
        using var stream = new MemoryStream([1]);

        (await ReadyAsync(MediaContent.FromStream(stream, type, name))).FileName.Should().Be(expected);
    }

    [Fact]
    public async Task ReadyAsync_FileOnDisk_StaysThere()
    {
        var path = Path.Combine(folder, "speech.mp3");
        await File.WriteAllBytesAsync(path, [1, 2, 3], Token);

        var media = await ReadyAsync(MediaContent.FromFile(path));
        await File.WriteAllBytesAsync(path, [4, 5, 6], Token);

        (media.Length, media.ContentType, media.FileName).Should().Be((3, "audio/mpeg", "speech.mp3"));
        (await ReadAsync(media)).Should().Equal([4, 5, 6], "it is read when it is sent");
        (await media.ReadAsync(Token)).ToArray().Should().Equal(4, 5, 6);
    }

    [Fact]
    public async Task ReadyAsync_StreamThatSeeks_IsRewoundToWhereItStoodAndLeftOpen()
    {
        using var stream = new MemoryStream([9, 9, 1, 2, 3]) { Position = 2 };

        var media = await ReadyAsync(MediaContent.FromStream(stream, "audio/wav", "a.wav"));

        (media.Length, media.FileName).Should().Be((3, "a.wav"));
        (await ReadAsync(media)).Should().Equal(1, 2, 3);
        (await ReadAsync(media)).Should().Equal(1, 2, 3);
        stream.CanRead.Should().BeTrue("the caller disposes it");
    }

    [Fact]
    public async Task ReadyAsync_StreamThatDoesNotSeek_IsKeptForOthersToo()
    {
        using var stream = new ForwardStream([1, 2, 3]);
        var content = MediaContent.FromStream(stream, "audio/wav");

        var media = await ReadyAsync(content);
        var again = await ReadyAsync(content);

        (await ReadAsync(media)).Should().Equal(1, 2, 3);
        (await ReadAsync(again)).Should().Equal(1, 2, 3);
        content.Bytes!.Value.ToArray().Should().Equal(1, 2, 3);
    }

    [Theory]
    [InlineData("bytes")]
    [InlineData("file")]
    [InlineData("stream")]
    [InlineData("forward")]
    public async Task ReadyAsync_PastTheLimit_SaysTheLimit(string kind)
    {
        var failure = (await FluentActions.Awaiting(() => ReadyAsync(Content(kind, new byte[Limit + 1]))).Should().ThrowAsync<ProviderException>()).Which;

        (failure.Kind, failure.Provider, failure.Model).Should().Be((ErrorKind.LimitExceeded, "acme", "acme/m"));
        failure.Message.Should().Contain($"{Limit} bytes");
    }

    [Theory]
    [InlineData("bytes")]
    [InlineData("file")]
    [InlineData("stream")]
    [InlineData("forward")]
    public async Task ReadyAsync_AtTheLimit_IsReady(string kind) => (await ReadyAsync(Content(kind, new byte[Limit]))).Length.Should().Be(Limit);

    [Fact]
    public async Task ReadyAsync_EndlessStream_IsReadNoFurtherThanTheLimit()
    {
        using var stream = new EndlessStream();

        (await FluentActions.Awaiting(() => ReadyAsync(MediaContent.FromStream(stream, "audio/wav"))).Should().ThrowAsync<ProviderException>())
            .Which.Kind.Should().Be(ErrorKind.LimitExceeded);

        stream.Given.Should().BeLessThan(100_000);
    }

    [Fact]
    public async Task ReadyAsync_Address_IsFetchedByTheGuardWithoutAKey()
    {
        var wire = new MediaWire(router, MediaWire.Bytes([1, 2, 3], "audio/ogg"));

        var media = await ReadyAsync(MediaContent.FromUri(new("https://example.com/a")));

        wire.Request.Line.Should().Be("GET https://example.com/a");
        wire.Request.Headers.Should().NotContainKey("Authorization");
        (media.Length, media.ContentType, media.FileName).Should().Be((3, "audio/ogg", "file.ogg"));
        (await ReadAsync(media)).Should().Equal(1, 2, 3);
    }

    [Theory]
    [InlineData("http://example.com/a.wav")]
    [InlineData("https://127.0.0.1/a.wav")]
    [InlineData("https://10.0.0.8/a.wav")]
    public async Task ReadyAsync_AddressThatIsNotPublic_IsBlockedUnasked(string address)
    {
        var wire = new MediaWire(router, MediaWire.Bytes([1], null));

        (await FluentActions.Awaiting(() => ReadyAsync(MediaContent.FromUri(new(address)))).Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.Blocked);

        wire.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task ReadyAsync_OpenedPrivateHost_IsFetched()
    {
        _ = new MediaWire(router, MediaWire.Bytes([1, 2], "audio/ogg"));

        (await ReadyAsync(MediaContent.FromUri(new("http://10.0.0.7/a")))).Length.Should().Be(2);
    }

    [Fact]
    public async Task ReadyAsync_AddressPastTheLimit_SaysTheLimit()
    {
        _ = new MediaWire(router, MediaWire.Bytes(new byte[Limit + 1], "audio/ogg"));

        (await FluentActions.Awaiting(() => ReadyAsync(MediaContent.FromUri(new("https://example.com/a")))).Should().ThrowAsync<ProviderException>())
            .Which.Kind.Should().Be(ErrorKind.LimitExceeded);
    }

    [Fact]
    public async Task ReadyAsync_FileThatIsGone_IsAnInvalidRequest()
    {
        var path = Path.Combine(folder, "speech.mp3");
        await File.WriteAllBytesAsync(path, [1], Token);
        var content = MediaContent.FromFile(path);
        File.Delete(path);

        var failure = (await FluentActions.Awaiting(() => ReadyAsync(content)).Should().ThrowAsync<ProviderException>()).Which;

        (failure.Kind, failure.MaybeExecuted, failure.InnerException).Should().BeEquivalentTo((ErrorKind.InvalidRequest, false, failure.InnerException as IOException));
    }

    [Fact]
    public async Task ReadyAsync_StreamThatThrowsAnything_IsAnInvalidRequest()
    {
        foreach (var thrown in (Exception[])[new IOException("x"), new InvalidDataException("x"), new UnauthorizedAccessException("x"), new ObjectDisposedException("x"), new FormatException("x"), new ArgumentException("x"), new TimeoutException("x")])
        {
            var failure = await Assert.ThrowsAsync<ProviderException>(() => ReadyAsync(MediaContent.FromStream(new ScriptedStream(10, thrown), "image/png")));

            (failure.Kind, failure.MaybeExecuted, failure.InnerException).Should().Be((ErrorKind.InvalidRequest, false, thrown));
        }
    }

    [Fact]
    public async Task ReadyAsync_StreamThatWasReadAlready_IsAnInvalidRequest()
    {
        using var stream = new ForwardStream([1, 2, 3]);
        var content = MediaContent.FromStream(stream, "audio/wav");
        await using (await content.OpenReadAsync(Token))
        {
            (await FluentActions.Awaiting(() => ReadyAsync(content)).Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.InvalidRequest);
        }
    }

    private MediaContent Content(string kind, byte[] bytes)
    {
        var path = Path.Combine(folder, "a.wav");
        File.WriteAllBytes(path, bytes);
        return kind switch
        {
            "bytes" => MediaContent.FromBytes(bytes),
            "file" => MediaContent.FromFile(path),
            "stream" => MediaContent.FromStream(new MemoryStream(bytes), "audio/wav"),
            _ => MediaContent.FromStream(new ForwardStream(bytes), "audio/wav"),
        };
    }

    private Task<InputMedia> ReadyAsync(MediaContent content) =>
        InputMedia.ReadyAsync(context, content, router.Services.GetRequiredService<MediaDownloader>(), Limit, Token).AsTask();

    private static async Task<byte[]> ReadAsync(InputMedia media)
    {
        await using var stream = media.Open();
        using var read = new MemoryStream();
        await stream.CopyToAsync(read, Token);
        return read.ToArray();
    }

    private sealed class ForwardStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }
    }

    private sealed class EndlessStream : MemoryStream
    {
        public long Given { get; private set; }

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
