using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

public sealed class MediaDownloaderTests
{
    private const string Address = "https://files.example/a.png?sig=1";

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 4, 5, 6];

    [Fact]
    public async Task OpenReadAsync_Address_IsFetchedEachTimeWithNothingButAnAccept()
    {
        using var router = Create();
        var wire = new MediaWire(router, MediaWire.Bytes(Png, "image/png"));
        var media = Reference(router, Address);

        wire.Requests.Should().BeEmpty("nothing is fetched before it is read");
        (await ReadAsync(media)).Should().Equal(Png);
        (await ReadAsync(media)).Should().Equal(Png);

        wire.Requests.Should().HaveCount(2).And.AllSatisfy(request =>
        {
            request.Line.Should().Be($"GET {Address}");
            request.Headers.Should().BeEquivalentTo(new Dictionary<string, string> { ["Accept"] = "*/*" });
            request.Body.Should().BeNull();
        });
    }

    [Theory]
    [InlineData(301, "https://other.example/b.png", "https://other.example/b.png")]
    [InlineData(302, "/b.png", "https://files.example/b.png")]
    [InlineData(303, "b.png?x=1", "https://files.example/b.png?x=1")]
    [InlineData(307, "//other.example/b.png", "https://other.example/b.png")]
    [InlineData(308, "?sig=2", "https://files.example/a.png?sig=2")]
    public async Task OpenReadAsync_Redirect_IsFollowedByHand(int status, string location, string target)
    {
        using var router = Create();
        var wire = new MediaWire(router, MediaWire.Redirect(location, status), MediaWire.Bytes(Png, "image/png"));

        (await ReadAsync(Reference(router, Address))).Should().Equal(Png);

        wire.Requests.Select(request => request.Line).Should().Equal($"GET {Address}", $"GET {target}");
        wire.Requests[1].Headers.Should().BeEquivalentTo(new Dictionary<string, string> { ["Accept"] = "*/*" });
    }

    [Theory]
    [InlineData("http://files.example/b.png")]
    [InlineData("https://127.0.0.1/b.png")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::1]/b.png")]
    [InlineData("https://me:word@other.example/b.png")]
    [InlineData("file:///etc/passwd")]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("https://\u06FC\u38C4b/b.png")]
    public async Task OpenReadAsync_RedirectToWhatMayNotBeOpened_IsBlocked(string location)
    {
        using var router = Create();
        var wire = new MediaWire(router, MediaWire.Redirect(location), MediaWire.Bytes(Png, "image/png"));

        var failure = await FailAsync(Reference(router, Address));

        failure.Kind.Should().Be(ErrorKind.Blocked);
        failure.Provider.Should().Be("some-provider");
        wire.Request.Line.Should().Be($"GET {Address}");
    }

    [Fact]
    public async Task OpenReadAsync_ThreeRedirects_AreFollowedAndAFourthIsBlocked()
    {
        using var router = Create();
        var wire = new MediaWire(router, MediaWire.Redirect("/1"), MediaWire.Redirect("/2"), MediaWire.Redirect("/3"), MediaWire.Bytes(Png, "image/png"));
        (await ReadAsync(Reference(router, Address))).Should().Equal(Png);
        wire.Requests.Should().HaveCount(4);

        using var endless = Create();
        wire = new MediaWire(endless, MediaWire.Redirect("/again"));
        (await FailAsync(Reference(endless, Address))).Kind.Should().Be(ErrorKind.Blocked);
        wire.Requests.Should().HaveCount(4);
    }

    [Theory]
    [InlineData("//")]
    [InlineData("https://")]
    [InlineData("https://[/")]
    [InlineData("http:///x")]
    [InlineData(":")]
    public async Task OpenReadAsync_RedirectToNowhere_IsAProviderException(string location)
    {
        using var router = Create();
        _ = new MediaWire(router, MediaWire.Redirect(location), MediaWire.Redirect(location));

        await FailAsync(Reference(router, Address));
    }

    [Theory]
    [InlineData("http://files.example/a.png")]
    [InlineData("https://192.168.0.1/a.png")]
    [InlineData("https://me@files.example/a.png")]
    [InlineData("https://\u06FC\u38C4b/a.png")]
    public async Task OpenReadAsync_AddressThatMayNotBeOpened_IsBlockedAndNothingIsSent(string address)
    {
        using var router = Create();
        var wire = new MediaWire(router, MediaWire.Bytes(Png, "image/png"));

        var failure = await FailAsync(Reference(router, address));

        failure.Kind.Should().Be(ErrorKind.Blocked);
        failure.Message.Should().Contain("AllowedPrivateHosts");
        wire.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task OpenReadAsync_AllowedPrivateHost_IsFetchedByHttp()
    {
        using var router = Create(options => options.AllowedPrivateHosts.Add("localhost:5000"));
        _ = new MediaWire(router, MediaWire.Bytes(Png, "image/png"));

        (await ReadAsync(Reference(router, "http://localhost:5000/a.png"))).Should().Equal(Png);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Gone)]
    public async Task OpenReadAsync_AddressThatWorksNoMore_IsExpired(HttpStatusCode status)
    {
        using var router = Create();
        var wire = new MediaWire(router, MediaWire.Status(status, "<Error>AccessDenied</Error>"));

        var failure = await FailAsync(Reference(router, Address));

        failure.Kind.Should().Be(ErrorKind.BadResponse);
        failure.ErrorCode.Should().Be(ErrorCodes.OutputExpired);
        failure.StatusCode.Should().Be(status);
        failure.Message.Should().Contain("files.example").And.NotContain("sig=1");
        wire.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task OpenReadAsync_ServerThatFails_IsAskedAgain()
    {
        using var router = Create();
        var wire = new MediaWire(router, MediaWire.Status(HttpStatusCode.BadGateway), MediaWire.Bytes(Png, "image/png"));

        (await ReadAsync(Reference(router, Address))).Should().Equal(Png);
        wire.Requests.Should().HaveCount(2);

        using var down = Create();
        wire = new MediaWire(down, MediaWire.Status(HttpStatusCode.InternalServerError));
        (await FailAsync(Reference(down, Address))).Kind.Should().Be(ErrorKind.Unavailable);
        wire.Requests.Should().HaveCount(3);
    }

    [Fact]
    public async Task OpenReadAsync_NoConnection_IsConnectionAfterThreeTries()
    {
        using var router = Create();
        var wire = new MediaWire(router, () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"));

        var failure = await FailAsync(Reference(router, Address));

        failure.Kind.Should().Be(ErrorKind.Connection);
        failure.MaybeExecuted.Should().BeFalse();
        wire.Requests.Should().HaveCount(3);
    }

    [Fact]
    public async Task OpenReadAsync_Cancelled_IsACancellation()
    {
        using var router = Create();
        _ = new MediaWire(router, MediaWire.Bytes(Png, "image/png"));
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await FluentActions.Awaiting(() => Reference(router, Address).OpenReadAsync(cancel.Token).AsTask()).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task OpenAsync_MoreBytesThanTheLimit_IsLimitExceeded()
    {
        using var router = Create();
        _ = new MediaWire(router, MediaWire.Bytes(Png, "image/png"));
        var second = TimeSpan.FromSeconds(1);

        foreach (var (limit, fits) in ((long, bool)[])[(Png.Length, true), (Png.Length - 1, false)])
        {
            var response = await Downloader(router).OpenAsync(
                "some-provider", new(Address), "*/*", new(second, ErrorCodes.IdleTimeout, second, limit), hasTimeFor: null, TestContext.Current.CancellationToken);
            var read = async () =>
            {
                await using var stream = await response.OpenReadAsync(TestContext.Current.CancellationToken);
                await stream.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
            };

            if (fits)
            {
                await read.Should().NotThrowAsync();
            }
            else
            {
                (await read.Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.LimitExceeded);
            }
        }
    }

    [Fact]
    public async Task OpenReadAsync_ClientDisposed_SaysSo()
    {
        var router = Create();
        var media = Reference(router, Address);
        router.Dispose();

        await FluentActions.Awaiting(() => media.OpenReadAsync(TestContext.Current.CancellationToken).AsTask()).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public void Reference_DataAddress_IsDecodedAtOnce()
    {
        using var router = Create();

        var media = Reference(router, $"data:image/png;base64,{Convert.ToBase64String(Png)}");

        media.Bytes!.Value.ToArray().Should().Equal(Png);
        media.ContentType.Should().Be("image/png");
        media.Uri.Should().BeNull();
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("/files/a.png")]
    [InlineData("//files.example/a.png")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://")]
    [InlineData("")]
    [InlineData("data:image/png,AAAA")]
    [InlineData("data:image/png;base64,")]
    [InlineData("data:image/png;base64,A")]
    public void Reference_WhatIsNoAddressOfTheWeb_IsBadResponse(string address)
    {
        using var router = Create();

        FluentActions.Invoking(() => Reference(router, address)).Should().Throw<ProviderException>().Which.Kind.Should().Be(ErrorKind.BadResponse);
    }

    [Fact]
    public void Reference_WhatTheProviderSaid_IsKept()
    {
        using var router = Create();
        var expires = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        var media = Downloader(router).Reference("some-provider", Address, "image/webp", expires);

        media.ContentType.Should().Be("image/webp");
        media.ExpiresAt.Should().Be(expires);
        media.Uri.Should().Be(new Uri(Address));
        media.ToString().Should().Be("image/webp, at files.example");
        Reference(router, Address).ContentType.Should().Be("image/png", "the address ends so");
    }

    private static TestRouter Create(Action<InferenceRoutingOptions>? configure = null) => new(builder => builder.Services.Configure<InferenceRoutingOptions>(options =>
    {
        options.Retry.BaseDelay = TimeSpan.FromMilliseconds(10);
        configure?.Invoke(options);
    }));

    private static MediaDownloader Downloader(TestRouter router) => router.Services.GetRequiredService<MediaDownloader>();

    private static MediaContent Reference(TestRouter router, string address) => Downloader(router).Reference("some-provider", address);

    private static async Task<byte[]> ReadAsync(MediaContent media) => (await media.ReadBytesAsync(TestContext.Current.CancellationToken)).ToArray();

    private static async Task<ProviderException> FailAsync(MediaContent media) =>
        (await FluentActions.Awaiting(() => ReadAsync(media)).Should().ThrowAsync<ProviderException>()).Which;
}
