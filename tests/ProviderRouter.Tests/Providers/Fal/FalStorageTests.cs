using static ProviderRouter.Tests.Providers.Fal.FalWire;

namespace ProviderRouter.Tests.Providers.Fal;

/// <summary>A file that changes while it is uploaded.</summary>
public sealed class FalStorageTests
{
    private const string Begun = """{"upload_url":"https://up.fal.media/u?sig=1","file_url":"https://v3.fal.media/files/f.png"}""";
    private const int Large = (90 << 20) + 5;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

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
