using System.Buffers;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

public sealed class PooledBodyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData((1 << 20) - 1)]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + 1)]
    [InlineData(5_000_000)]
    public void Written_AnySizeInAnyPieces_IsWhatWasWritten(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        foreach (var piece in (int[])[977, 64 << 10, 3 << 20])
        {
            using var body = new PooledBody();
            for (var at = 0; at < size; at += piece)
            {
                body.Write(bytes.AsSpan(at, Math.Min(piece, size - at)));
            }

            var copy = new byte[size];
            body.CopyTo(copy);
            copy.AsSpan().SequenceEqual(bytes).Should().BeTrue();
            body.Length.Should().Be(size);
            body.Written.Span.SequenceEqual(bytes).Should().BeTrue();

            body.Write(bytes.AsSpan(0, Math.Min(size, 100)));
            body.Written.Span[size..].SequenceEqual(bytes.AsSpan(0, Math.Min(size, 100))).Should().BeTrue("it can be written on after it was read");
        }
    }

    [Fact]
    public void Advance_PastTheLimit_Fails()
    {
        using var body = new PooledBody(limit: 10);
        body.Write(new byte[10]);

        var more = () => body.Write(new byte[1]);

        more.Should().Throw<BodyTooLargeException>();
    }

    [Fact]
    public void Release_LastUser_GivesTheBuffersBackOnce()
    {
        var body = new PooledBody();
        body.Write(new byte[3 << 20]);
        body.TryUse().Should().BeTrue();

        body.Dispose();
        body.Dispose();
        body.Written.Length.Should().Be(3 << 20, "a send still reads it");
        body.Release();

        body.TryUse().Should().BeFalse();
    }
}
