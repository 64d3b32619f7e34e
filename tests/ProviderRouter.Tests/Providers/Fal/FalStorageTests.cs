using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.Fal.FalWire;

namespace ProviderRouter.Tests.Providers.Fal;

public sealed class FalStorageTests
{
    private const string Begun = """{"upload_url":"https://up.fal.media/u?sig=1","file_url":"https://v3.fal.media/files/f.png"}""";
    private const int Large = (90 << 20) + 5;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EditImageAsync_LargerFile_IsPutWhereFalSaysWithoutTheKey()
    {
        using var wire = new FalWire().Then(200, Begun).Then(200, "").ThenJob(Image);

        await EditAsync(wire, MediaContent.FromBytes(new byte[(1 << 20) + 1], "image/png"));

        wire.Lines.Take(3).Should().Equal(
            "POST https://rest.fal.ai/storage/upload/initiate?storage_type=fal-cdn-v3", "PUT https://up.fal.media/u?sig=1", "POST https://queue.fal.run/fal-ai/flux/dev/image-to-image");
        wire.Requests[0].Headers["Authorization"].Should().Be($"Key {TestRouter.FalKey}");
        wire.Requests[0].Body.ShouldBeJson("""{"content_type":"image/png","file_name":"file.png"}""");
        wire.Requests[1].Headers.Should().NotContainKey("Authorization");
        wire.Requests[1].ContentType.Should().Be("image/png");
        wire.Requests[2].Body.ShouldBeJson("""{"prompt":"x","image_url":"https://v3.fal.media/files/f.png"}""");
    }

    [Fact]
    public async Task EditImageAsync_VeryLargeFile_GoesInParts()
    {
        using var wire = new FalWire().Then(200, Begun);
        for (var part = 1; part <= 10; part++)
        {
            var tag = $"tag{part}";
            wire.Then(_ => new() { Content = new StringContent($$"""{"partNumber":1,"etag":"{{tag}}"}""", null, "application/json") });
        }

        wire.Then(200, "").ThenJob(Image);

        await EditAsync(wire, MediaContent.FromStream(new Zeros(Large, Large), "image/png"));

        wire.Lines.Take(12).Should().Equal([
            "POST https://rest.fal.ai/storage/upload/initiate-multipart?storage_type=fal-cdn-v3",
            .. Enumerable.Range(1, 10).Select(part => $"PUT https://up.fal.media/u/{part}?sig=1"),
            "POST https://up.fal.media/u/complete?sig=1"]);
        wire.Requests[10].Body!.Length.Should().Be(5 + (90 << 20) - (9 * (10 << 20)));
        wire.Requests[11].Body.Should().StartWith("""{"parts":[{"partNumber":1,"etag":"tag1"},""").And.EndWith("""{"partNumber":10,"etag":"tag10"}]}""");
    }

    [Theory]
    [InlineData(25 << 20, false)]
    [InlineData(25 << 20, true)]
    public async Task EditImageAsync_VeryLargeFileBreaksOrShrinksOnTheWay_IsTheCallersFileAndNoJob(int readable, bool breaks)
    {
        using var wire = new FalWire().Then(200, Begun);
        for (var part = 1; part <= 10; part++)
        {
            wire.Then(200, """{"etag":"t"}""");
        }

        var failure = (await FluentActions.Awaiting(() => EditAsync(wire, MediaContent.FromStream(new Zeros(Large, readable) { Breaks = breaks }, "image/png"))).Should().ThrowAsync<ProviderException>()).Which;
        failure.Kind.Should().Be(ErrorKind.InvalidRequest);
        failure.Message.Should().Contain("could not be read");
        wire.Lines.Should().NotContain(line => line.Contains("complete", StringComparison.Ordinal) || line.Contains("queue.fal.run", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"upload_url":"https://up.fal.media/u","file_url":"file:///etc/passwd"}""")]
    [InlineData("""{"\ud800":1,"upload_url":"\ud800","file_url":7}""")]
    public async Task EditImageAsync_NoPlaceForTheUpload_IsABadResponse(string begun)
    {
        using var wire = new FalWire().Then(200, begun);

        (await FluentActions.Awaiting(() => EditAsync(wire, MediaContent.FromBytes(new byte[(1 << 20) + 1], "image/png"))).Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.BadResponse);
        wire.Requests.Should().ContainSingle();
    }

    private static Task<ImageToImageResponse> EditAsync(FalWire wire, MediaContent image) =>
        wire.Client.EditImageAsync(OnFal(new ImageToImageRequest { Model = "fal-ai/flux/dev/image-to-image", Prompt = "x", Image = image }), Token);

    /// <summary>Nothing but zeros, of which fewer may come than it says.</summary>
    private sealed class Zeros(long length, long readable) : Stream
    {
        public bool Breaks { get; init; }

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var taken = (int)Math.Min(count, readable - Position);
            if (taken <= 0)
            {
                return Breaks ? throw new IOException("the share went away") : 0;
            }

            Array.Clear(buffer, offset, taken);
            Position += taken;
            return taken;
        }

        public override long Seek(long offset, SeekOrigin origin) => Position = origin == SeekOrigin.Begin ? offset : throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
