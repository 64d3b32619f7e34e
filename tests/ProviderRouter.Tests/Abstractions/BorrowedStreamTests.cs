namespace ProviderRouter.Tests.Abstractions;

/// <summary>A caller's stream while it is lent, and once it is given back.</summary>
public sealed class BorrowedStreamTests
{
    private readonly MemoryStream inner = new([1, 2, 3, 4, 5]);

    [Fact]
    public async Task Read_WhileLent_ReadsTheCallersStream()
    {
        await using var stream = new BorrowedStream(inner);
        var buffer = new byte[5];

#pragma warning disable CA1835 // each way of reading is meant
        stream.Read(buffer, 0, 2).Should().Be(2);
        (await stream.ReadAsync(buffer, 2, 2, TestContext.Current.CancellationToken)).Should().Be(2);
#pragma warning restore CA1835
        (await stream.ReadAsync(buffer.AsMemory(4), TestContext.Current.CancellationToken)).Should().Be(1);

        buffer.Should().Equal(1, 2, 3, 4, 5);
        stream.CanRead.Should().BeTrue();
        (stream.Length, stream.Position).Should().Be((5, 5));
    }

    [Fact]
    public async Task Read_GivenBack_TakesNothingMoreAndLeavesTheCallersStreamOpen()
    {
        var stream = new BorrowedStream(inner);
        await stream.DisposeAsync();

        await FluentActions.Awaiting(() => stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken).AsTask()).Should().ThrowAsync<ObjectDisposedException>();
        FluentActions.Invoking(() => stream.Read(new byte[1], 0, 1)).Should().Throw<ObjectDisposedException>();

        stream.CanRead.Should().BeFalse();
        inner.Position.Should().Be(0);
        inner.ReadByte().Should().Be(1);
    }

    [Fact]
    public void Write_Seek_AreNotLent()
    {
        using var stream = new BorrowedStream(inner);

        (stream.CanSeek, stream.CanWrite).Should().Be((false, false));
        stream.Flush();
        Assert.Throws<NotSupportedException>(() => stream.Write([1], 0, 1));
        Assert.Throws<NotSupportedException>(() => stream.Seek(0, SeekOrigin.Begin));
        Assert.Throws<NotSupportedException>(() => stream.SetLength(0));
        Assert.Throws<NotSupportedException>(() => stream.Position = 0);
        inner.Length.Should().Be(5);
    }
}
