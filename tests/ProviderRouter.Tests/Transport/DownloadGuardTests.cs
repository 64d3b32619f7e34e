using System.Net;
using System.Net.Sockets;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

public sealed class DownloadGuardTests
{
    [Theory]
    [InlineData("https://files.example/a.png")]
    [InlineData("https://files.example:8443/a.png?sig=1#x")]
    [InlineData("https://8.8.8.8/a.png")]
    [InlineData("https://[2606:4700::1111]/a.png")]
    [InlineData("http://localhost:5000/a.png")]
    [InlineData("https://LOCALHOST:5000/a.png")]
    public void Refuse_PublicOrAllowedAddress_IsNull(string address) =>
        new DownloadGuard(["localhost:5000"]).Refuse(new(address)).Should().BeNull();

    [Theory]
    [InlineData("http://files.example/a.png")]
    [InlineData("ftp://files.example/a.png")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:word@files.example/a.png")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.0.0.1/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://172.31.255.255/")]
    [InlineData("https://192.168.1.1/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://100.64.0.1/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://224.0.0.1/")]
    [InlineData("https://255.255.255.255/")]
    [InlineData("https://198.18.0.1/")]
    [InlineData("https://203.0.113.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::127.0.0.1]/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("https://[fd00::1]/")]
    [InlineData("https://[fec0::1]/")]
    [InlineData("https://[2002:7f00:1::]/")]
    [InlineData("https://[64:ff9b::7f00:1]/")]
    [InlineData("https://[2001::1]/")]
    [InlineData("https://[ff02::1]/")]
    [InlineData("http://localhost:5001/a.png")]
    [InlineData("ftp://localhost:5000/a.png")]
    [InlineData("https://me@localhost:5000/a.png")]
    [InlineData("https://\u06FC\u38C4b/a.png")] // an address to look at, and no name by the standards of international ones
    public void Refuse_AnythingElse_SaysWhy(string address) =>
        new DownloadGuard(["localhost:5000"]).Refuse(new(address)).Should().NotBeNullOrEmpty();

    [Fact]
    public void Refuse_VeryLongAddress_SaysWhy()
    {
        var guard = new DownloadGuard([]);

        guard.Refuse(new("https://files.example/" + new string('a', 8192 - 22))).Should().BeNull();
        guard.Refuse(new("https://files.example/" + new string('a', 8192 - 21))).Should().Contain("8192");
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task ConnectAsync_NameThatLeadsHome_IsBlockedBeforeAnythingConnects(string host)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = Client(new DownloadGuard([]));

        var call = () => client.GetAsync(new Uri($"https://{host}:{PortOf(listener)}/"), TestContext.Current.CancellationToken);

        (await call.Should().ThrowAsync<HttpRequestException>()).Which.GetBaseException().Should().BeOfType<BlockedAddressException>();
        listener.Pending().Should().BeFalse();
    }

    [Theory]
    [InlineData("localhost.")]
    [InlineData("１２７.０.０.１")]
    public async Task ConnectAsync_NameThatPassesEveryCheckOfNames_ConnectsToNothing(string host)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var guard = new DownloadGuard([]);
        using var client = Client(guard);
        var address = new Uri($"https://{host}:{PortOf(listener)}/");

        guard.Refuse(address).Should().BeNull();
        await FluentActions.Awaiting(() => client.GetAsync(address, TestContext.Current.CancellationToken)).Should().ThrowAsync<HttpRequestException>();

        listener.Pending().Should().BeFalse();
    }

    [Fact]
    public async Task ConnectAsync_AllowedHost_Connects()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = Client(new DownloadGuard([$"127.0.0.1:{PortOf(listener)}"]));

        var asking = client.GetStringAsync(new Uri($"http://127.0.0.1:{PortOf(listener)}/"), TestContext.Current.CancellationToken);
        await AnswerAsync(listener);

        (await asking).Should().Be("ok");
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static HttpClient Client(DownloadGuard guard) => new(new SocketsHttpHandler { ConnectCallback = guard.ConnectAsync, UseProxy = false });

    private static async Task AnswerAsync(TcpListener listener)
    {
        using var socket = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await socket.ReceiveAsync(new byte[4096], TestContext.Current.CancellationToken);
        await socket.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"u8.ToArray(), TestContext.Current.CancellationToken);
    }
}
