using System.Net;
using System.Net.Sockets;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

/// <summary>What a name server answers decides: every address has to be public, and the one that was checked is the one that is connected to.</summary>
public sealed class DownloadResolutionTests
{
    private static readonly IPAddress Public = IPAddress.Parse("93.184.215.14");

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("93.184.215.14", "127.0.0.1")]
    [InlineData("10.0.0.5", "93.184.215.14")]
    [InlineData("2606:4700::1111", "::1")]
    [InlineData("93.184.215.14", "::ffff:169.254.169.254")]
    [InlineData("fe80::1%1")]
    public async Task ConnectAsync_AnswerWithAnAddressThatIsNotPublic_ConnectsToNone(params string[] answer)
    {
        var net = new FakeNet([.. answer.Select(IPAddress.Parse)]);

        await net.ShouldBeBlockedAsync("https://files.example/a.png");

        net.Connected.Should().BeEmpty();
    }

    [Theory]
    [InlineData("https://localhost./")]
    [InlineData("https://①②⑦.0.0.1/")]
    [InlineData("https://127.0.0.1.nip.io/")]
    public async Task ConnectAsync_NameThatLeadsHome_ConnectsToNone(string address)
    {
        var net = new FakeNet([IPAddress.Loopback]);

        await net.ShouldBeBlockedAsync(address);

        net.Connected.Should().BeEmpty();
    }

    [Fact]
    public async Task ConnectAsync_NameWithoutAnAddress_ConnectsToNone()
    {
        var net = new FakeNet([]);

        await FluentActions.Awaiting(() => net.GetAsync("https://files.example/a.png")).Should().ThrowAsync<HttpRequestException>();

        net.Connected.Should().BeEmpty();
    }

    [Fact]
    public async Task ConnectAsync_AnswerThatChanges_ConnectsToWhatWasChecked()
    {
        var net = new FakeNet([Public], [IPAddress.Loopback]);

        await net.GetAsync("http://files.example:8080/a.png", "files.example:8081");

        net.Asked.Should().Equal("files.example");
        net.Connected.Should().Equal(Public);
    }

    [Fact]
    public async Task ConnectAsync_SecondConnectionWithAnotherAnswer_IsCheckedAgain()
    {
        var net = new FakeNet([Public], [IPAddress.Loopback]);

        await net.GetAsync("http://files.example:8080/a.png");
        await net.ShouldBeBlockedAsync("http://files.example:8080/b.png");

        net.Connected.Should().Equal(Public);
    }

    [Theory]
    [InlineData("https://127。0。0。1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://017700000001/")]
    [InlineData("https://127.1/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::1%251]/")]
    [InlineData("https://[fe80::1%25eth0]/")]
    [InlineData("https://[0:0:0:0:0:0:0:1]/")]
    public async Task ConnectAsync_NumbersInAnyDress_AreReadAsAnAddressAndNotLookedUp(string address)
    {
        var net = new FakeNet([Public]);

        await net.ShouldBeBlockedAsync(address);

        (net.Connected.Count, net.Asked.Count).Should().Be((0, 0));
    }

    [Fact]
    public async Task ConnectAsync_AllowedHost_OpensThatHostAtThatPortAlone()
    {
        foreach (var (address, isOpen) in ((string, bool)[])
        [
            ("http://local.example:5000/a", true), ("http://LOCAL.example:5000/a", true), ("http://local.example:5001/a", false),
            ("http://other.example:5000/a", false), ("http://local.example.:5000/a", false), ("http://sub.local.example:5000/a", false),
        ])
        {
            var net = new FakeNet([IPAddress.Loopback]);

            await (isOpen ? net.GetAsync(address, "local.example:5000") : net.ShouldBeBlockedAsync(address, "local.example:5000"));

            net.Connected.Should().HaveCount(isOpen ? 1 : 0, address);
        }
    }

    [Theory]
    [InlineData("[::1]:8080", "http://[::1]:8080/", true)]
    [InlineData("[::1]:8080", "http://[0:0:0:0:0:0:0:1]:8080/", true)]
    [InlineData("[::1]:8080", "http://[::1]:8081/", false)]
    [InlineData("127.0.0.1:8080", "http://127.0.0.1:8080/", true)]
    [InlineData("127.0.0.1:8080", "http://127.0.0.2:8080/", false)]
    [InlineData("127.0.0.1:443", "https://127.0.0.1/", true)]
    [InlineData("bücher.example:80", "http://xn--bcher-kva.example/", true)]
    public void Refuse_AllowedAddress_IsTakenAsTheAddressIsWritten(string allowed, string address, bool isOpen) =>
        (new DownloadGuard([allowed]).Refuse(new(address)) is null).Should().Be(isOpen);

    private sealed class FakeNet(params IPAddress[][] answers)
    {
        private readonly Queue<IPAddress[]> answers = new(answers);

        public List<string> Asked { get; } = [];

        public List<IPAddress> Connected { get; } = [];

        public async Task GetAsync(string address, params string[] allowed)
        {
            using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = Guard(allowed).ConnectAsync, UseProxy = false });
            (await client.GetStringAsync(new Uri(address.Replace("https:", "http:", StringComparison.Ordinal)), TestContext.Current.CancellationToken)).Should().Be("ok");
        }

        public async Task ShouldBeBlockedAsync(string address, params string[] allowed) =>
            (await FluentActions.Awaiting(() => GetAsync(address, allowed)).Should().ThrowAsync<HttpRequestException>()).Which.GetBaseException().Should().BeOfType<BlockedAddressException>();

        private DownloadGuard Guard(string[] allowed) => new(
            allowed,
            (host, _) =>
            {
                Asked.Add(host);
                return Task.FromResult(answers.Dequeue());
            },
            (addresses, _, _) =>
            {
                Connected.AddRange(addresses);
                return new(new CannedStream());
            });
    }

    /// <summary>A connection to a server that answers each request with ok and closes.</summary>
    private sealed class CannedStream : Stream
    {
        private readonly MemoryStream answer = new("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"u8.ToArray());

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => answer.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => answer.ReadAsync(buffer, cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
