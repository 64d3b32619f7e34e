using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Transport;

/// <summary>An answer of any size is read within the limit of 64 MiB, in whatever pieces it comes.</summary>
public sealed class MediaLimitTests
{
    private const int Limit = 64 << 20;

    [Theory]
    [InlineData(Limit, null)]
    [InlineData(Limit, (long)Limit)]
    [InlineData(Limit + 1, null)]
    [InlineData(Limit + 1, Limit + 1L)]
    [InlineData(Limit + 1, long.MaxValue)]
    public async Task ReadMediaAsync_BytesUpToTheLimit_AreReadAndMoreAreLimitExceeded(int length, long? declared)
    {
        using var router = Create();
        _ = new MediaWire(router, () => Stream(length, "image/png", declared));

        if (length <= Limit)
        {
            (await SendAsync(router)).Image.Bytes!.Value.Length.Should().Be(length);
        }
        else
        {
            (await FailAsync(router)).Kind.Should().Be(ErrorKind.LimitExceeded);
        }
    }

    [Fact]
    public async Task ReadMediaAsync_FewerBytesThanDeclared_IsABrokenAnswer()
    {
        using var router = Create();
        _ = new MediaWire(router, () => Stream(10, "image/png", 20));

        (await FailAsync(router)).Kind.Should().Be(ErrorKind.BadResponse);
    }

    [Fact]
    public async Task ReadMediaAsync_ConnectionThatBreaks_IsABrokenAnswerThatMayHaveCost()
    {
        using var router = Create();
        var wire = new MediaWire(router, () => new(HttpStatusCode.OK) { Content = new StreamContent(new ScriptedStream(100, new IOException("gone"))) });

        var failure = await FailAsync(router);

        failure.Kind.Should().Be(ErrorKind.BadResponse);
        failure.MaybeExecuted.Should().BeTrue();
        wire.Requests.Should().ContainSingle("a second picture would be a second bill");
    }

    [Fact]
    public async Task ReadAsync_JsonBeyondTheLimit_IsLimitExceeded()
    {
        using var router = Create();
        _ = new MediaWire(router, () => Stream(Limit + 1, "application/json", null));

        (await FailAsync(router)).Kind.Should().Be(ErrorKind.LimitExceeded);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task ReadAsync_JsonInPieces_DecodesTheSamePicture(int piece)
    {
        using var router = Create();
        byte[] picture = [0x89, 0x50, 0x4E, 0x47, .. Enumerable.Range(0, 9_000).Select(number => (byte)(number * 7))];
        var body = Encoding.UTF8.GetBytes($$"""[{"base64":"data:image\/png;base64,{{Convert.ToBase64String(picture)}}","seed":3}]""");
        _ = new MediaWire(router, () => new(HttpStatusCode.OK)
        {
            Content = new StreamContent(new PiecewiseStream(body, piece)) { Headers = { ContentType = new("application/json") } },
        });

        var answer = await SendAsync(router);

        answer.Image.Bytes!.Value.ToArray().Should().Equal(picture);
        answer.Image.ContentType.Should().Be("image/png");
        answer.Seed.Should().Be(3);
    }

    private static TestRouter Create() => new(builder => builder.Services.Configure<ProviderRouter.Routing.InferenceRoutingOptions>(options => options.Retry.MaxTargets = 1));

    private static HttpResponseMessage Stream(int length, string contentType, long? declared)
    {
        var content = new StreamContent(new ScriptedStream(length));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        content.Headers.ContentLength = declared;
        return new(HttpStatusCode.OK) { Content = content };
    }

    private static Task<TextToImageResponse> SendAsync(TestRouter router) => router.Client.GenerateImageAsync(
        new() { Model = "accounts/fireworks/models/flux-1-schnell-fp8", Provider = "fireworks-ai", Prompt = "a tiger" }, TestContext.Current.CancellationToken);

    private static async Task<ProviderException> FailAsync(TestRouter router) =>
        (await FluentActions.Awaiting(() => SendAsync(router)).Should().ThrowAsync<ProviderException>()).Which;

    private sealed class PiecewiseStream(byte[] body, int piece) : MemoryStream(body)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
