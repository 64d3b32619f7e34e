using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

/// <summary>Files that are sent to an address which came in an answer.</summary>
public sealed class MediaUploadTests
{
    private const string Address = "https://files.example/up?sig=1";

    [Fact]
    public async Task SendAsync_File_IsSentWithoutAnyKeyAndItsAnswerRead()
    {
        using var router = Create();
        var wire = new MediaWire(router, MediaWire.Json("""{"etag":"x"}"""));

        (await SendAsync(router)).Should().Be("""{"etag":"x"}""");

        wire.Request.Line.Should().Be($"PUT {Address}");
        wire.Request.Headers.Should().BeEquivalentTo(new Dictionary<string, string> { ["Accept"] = "*/*" });
        wire.Request.Body.Should().Be("bytes");
    }

    [Theory]
    [InlineData("http://files.example/up")]
    [InlineData("https://127.0.0.1/up")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::1]/up")]
    [InlineData("https://me:word@files.example/up")]
    [InlineData("file:///tmp/up")]
    public async Task SendAsync_AddressThatMayNotBeOpened_IsBlockedAndNothingIsSent(string address)
    {
        using var router = Create();
        var wire = new MediaWire(router, MediaWire.Json("{}"));

        var failure = await FailAsync(router, address);

        failure.Kind.Should().Be(ErrorKind.Blocked);
        wire.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task SendAsync_AllowedPrivateHost_IsWrittenToByHttp()
    {
        using var router = Create(options => options.AllowedPrivateHosts.Add("localhost:5000"));
        var wire = new MediaWire(router, MediaWire.Json("{}"));

        await SendAsync(router, "http://localhost:5000/up");

        wire.Request.Line.Should().Be("PUT http://localhost:5000/up");
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task SendAsync_Redirect_IsNotFollowed(int status)
    {
        using var router = Create();
        var wire = new MediaWire(router, MediaWire.Redirect("https://elsewhere.example/up", status));

        (await FailAsync(router)).StatusCode.Should().Be((HttpStatusCode)status);

        wire.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, 3)]
    [InlineData(HttpStatusCode.ServiceUnavailable, 3)]
    [InlineData(HttpStatusCode.Forbidden, 1)]
    [InlineData(HttpStatusCode.BadRequest, 1)]
    public async Task SendAsync_ServerThatFails_IsTriedAgainWhereThatMayHelp(HttpStatusCode status, int tries)
    {
        using var router = Create();
        var wire = new MediaWire(router, MediaWire.Status(status, "<Error>sig=1</Error>"));

        var failure = await FailAsync(router);

        failure.StatusCode.Should().Be(status);
        failure.Message.Should().NotContain("sig=1");
        wire.Requests.Should().HaveCount(tries).And.OnlyContain(request => request.Body == "bytes", "the body is made anew for each attempt");
    }

    [Fact]
    public async Task SendAsync_NoConnection_IsConnectionAfterThreeTries()
    {
        using var router = Create();
        var wire = new MediaWire(router, () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"));

        (await FailAsync(router)).Kind.Should().Be(ErrorKind.Connection);

        wire.Requests.Should().HaveCount(3);
    }

    [Fact]
    public async Task SendAsync_ClientDisposed_SaysSo()
    {
        var router = Create();
        var downloader = Downloader(router);
        router.Dispose();

        await FluentActions.Awaiting(() => SendAsync(downloader, Address)).Should().ThrowAsync<ObjectDisposedException>();
    }

    private static TestRouter Create(Action<InferenceRoutingOptions>? configure = null) => new(builder => builder.Services.Configure<InferenceRoutingOptions>(options =>
    {
        options.Retry.BaseDelay = TimeSpan.FromMilliseconds(10);
        configure?.Invoke(options);
    }));

    private static MediaDownloader Downloader(TestRouter router) => router.Services.GetRequiredService<MediaDownloader>();

    private static Task<string> SendAsync(TestRouter router, string address = Address) => SendAsync(Downloader(router), address);

    private static Task<string> SendAsync(MediaDownloader downloader, string address) => downloader.SendAsync(
        TaskContext.Create(new ChatRequest { Messages = [] }, "m", "some-provider"),
        HttpMethod.Put,
        new(address),
        static () => new ByteArrayContent("bytes"u8.ToArray()),
        TimeSpan.FromSeconds(10),
        static (response, token) => response.ReadBytesAsync(static (_, body) => Encoding.UTF8.GetString(body.Span), token),
        TestContext.Current.CancellationToken);

    private static async Task<ProviderException> FailAsync(TestRouter router, string address = Address) =>
        (await FluentActions.Awaiting(() => SendAsync(router, address)).Should().ThrowAsync<ProviderException>()).Which;
}
