using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.EndToEnd;

/// <summary>Heads that are no heads, over real sockets: only those show what the network stack makes of them.</summary>
public sealed class HostileHeadTests
{
    private const string Key = "sk-canary-1234567890abcdef";
    private const string Body = """{"choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}""";

    [Theory]
    [InlineData(63, true)]
    [InlineData(65, false)]
    public async Task ChatAsync_LargeHead_IsReadToSixtyFourKibibytes(int kibibytes, bool isRead)
    {
        await using var server = new RawServer($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\nX-Filler: {new string('x', (kibibytes << 10) - 120)}\r\n\r\n{Body}");

        var failure = await TryAsync(server);

        (failure?.Kind).Should().Be(isRead ? null : ErrorKind.LimitExceeded);
    }

    [Fact]
    public async Task ReadBytesAsync_LargeHeadOfADownload_IsLimitExceeded()
    {
        await using var server = new RawServer($"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Filler: {new string('x', 65 << 10)}\r\n\r\nok");
        using var services = server.Services();
        var media = services.GetRequiredService<MediaDownloader>().Reference("p", $"{server.Address}a.png");

        var failure = await Assert.ThrowsAsync<ProviderException>(async () => await media.ReadBytesAsync(TestContext.Current.CancellationToken));

        failure.Kind.Should().Be(ErrorKind.LimitExceeded);
    }

    [Theory]
    [InlineData("status line", $"{Key}\u001b[31m\r\n\r\n")]
    [InlineData("status line", $"HTTP/1.1 {Key}\r\n\r\n")]
    [InlineData("header line", $"HTTP/1.1 200 OK\r\n{Key}\u001b[31m\r\n\r\n")]
    [InlineData("header name", $"HTTP/1.1 200 OK\r\n{Key}\u001b[31m: 1\r\n\r\n")]
    [InlineData("chunk", $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{Key}\u001b[31m\r\n")]
    [InlineData("chunk's end", $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx{Key}\r\n")]
    public async Task ChatAsync_HeadThatIsNoHttp_IsABadResponseThatShowsNoKey(string what, string answer)
    {
        await using var server = new RawServer(answer);

        var failure = await TryAsync(server);

        failure!.Kind.Should().Be(ErrorKind.BadResponse, what);
        failure.ToString().Should().NotContain(Key).And.NotContain("\u001b");
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task ChatAsync_RedirectToAnotherPort_IsBlockedAndNothingGoesThere(int status)
    {
        await using var elsewhere = new RawServer($"HTTP/1.1 200 OK\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");
        await using var server = new RawServer($"HTTP/1.1 {status} Moved\r\nLocation: {elsewhere.Address}v1/chat/completions\r\nContent-Length: 0\r\n\r\n");

        var failure = await TryAsync(server);

        failure!.Kind.Should().Be(ErrorKind.Blocked);
        failure.Message.Should().Contain("BaseAddress").And.NotContain(elsewhere.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        server.Received.Should().Contain($"Authorization: Bearer {Key}");
        elsewhere.Received.Should().BeEmpty();
    }

    [Fact]
    public async Task ReadBytesAsync_OutputOnTheProvidersOwnHost_IsFetchedWithoutTheKey()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nSet-Cookie: a=1\r\n\r\nok");
        using var services = server.Services();
        var downloader = services.GetRequiredService<MediaDownloader>();

        await downloader.Reference(OpenAIServer.Name, $"{server.Address}a.png").ReadBytesAsync(TestContext.Current.CancellationToken);
        await downloader.Reference(OpenAIServer.Name, $"{server.Address}b.png").ReadBytesAsync(TestContext.Current.CancellationToken);

        server.Received.Should().Contain("GET /a.png").And.Contain("GET /b.png").And.NotContain(Key).And.NotContain("Authorization").And.NotContain("Cookie");
    }

    private static async Task<ProviderException?> TryAsync(RawServer server)
    {
        using var services = server.Services();
        try
        {
            await services.GetRequiredService<IInferenceClient>().ChatAsync(
                new ChatRequest { Provider = OpenAIServer.Name, Model = "m", Messages = [ChatMessage.User("Hi")] }, TestContext.Current.CancellationToken);
            return null;
        }
        catch (ProviderException failure)
        {
            return failure;
        }
    }

    /// <summary>Answers each connection with the same bytes, and closes it.</summary>
    private sealed class RawServer : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly StringBuilder received = new();
        private readonly Task serving;

        public RawServer(string answer)
        {
            listener.Start();
            serving = ServeAsync(Encoding.Latin1.GetBytes(answer));
        }

        public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

        public string Received
        {
            get
            {
                lock (received)
                {
                    return received.ToString();
                }
            }
        }

        public ServiceProvider Services()
        {
            var services = new ServiceCollection();
            services.AddSingleton<IKeyEnvironment>(new FakeEnvironment());
            services.AddInferenceRouting(options =>
            {
                options.Retry.MaxAttempts = options.Retry.MaxAttemptsPerTarget = 1;
                options.AllowedPrivateHosts.Add($"127.0.0.1:{Address.Port}");
            }).AddOpenAICompatible(OpenAIServer.Name, options => (options.BaseAddress, options.ApiKey) = (new(Address, "v1"), Key));
            return services.BuildServiceProvider();
        }

        public async ValueTask DisposeAsync()
        {
            listener.Stop();
            await serving;
        }

        private async Task ServeAsync(byte[] answer)
        {
            try
            {
                while (true)
                {
                    using var socket = await listener.AcceptSocketAsync();
                    var request = new byte[64 << 10];
                    var length = await socket.ReceiveAsync(request);
                    lock (received)
                    {
                        received.Append(Encoding.Latin1.GetString(request, 0, length));
                    }

                    await socket.SendAsync(answer);
                    socket.Shutdown(SocketShutdown.Send);
                    while (await socket.ReceiveAsync(request) > 0)
                    {
                        // until the client closes too, so that it reads all before a reset
                    }
                }
            }
            catch (Exception exception) when (exception is SocketException or InvalidOperationException)
            {
                // stopped
            }
        }
    }
}
