using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Tests.Testing;
using ProviderRouter.Transport;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Transport;

/// <summary>Nobody asks for compression, and some servers compress all the same: it is undone below the limits, or refused in our words.</summary>
public sealed class ContentEncodingTests
{
    private const string Answer = """{"choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}""";

    private static readonly ChatRequest Request = new() { Provider = OpenAIServer.Name, Model = "m", Messages = [ChatMessage.User("Hi")] };

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("GZIP")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("identity")]
    [InlineData("aws-chunked")]
    public async Task Read_EncodedAnswer_IsReadAsItWas(string encoding)
    {
        using var server = new OpenAIServer().Answers(() => Encoded(Answer, encoding));
        (await server.Client.ChatAsync(Request, TestContext.Current.CancellationToken)).Text.Should().Be("ok");
        server.Sent.Should().ContainSingle().Which.Headers.Should().NotContainKey("Accept-Encoding");

        using var streaming = new OpenAIServer().Answers(() => Encoded(OpenAIServer.Framed(OpenAIServer.Delta("""{"content":"ok"}""", "stop"), "[DONE]"), encoding, "text/event-stream"));
        (await streaming.Client.ChatStreamAsync(Request, TestContext.Current.CancellationToken).ToResponseAsync(TestContext.Current.CancellationToken)).Text.Should().Be("ok");

        using var failing = new OpenAIServer().Answers(() => Encoded("""{"error":{"message":"no luck"}}""", encoding, status: HttpStatusCode.BadRequest));
        (await Assert.ThrowsAsync<ProviderException>(() => failing.Client.ChatAsync(Request, TestContext.Current.CancellationToken))).Message.Should().EndWith("answered 400: no luck");

        using var router = new TestRouter();
        router.Http.When("*").Respond(_ => Encoded("a file", encoding, "image/png"));
        var media = router.Services.GetRequiredService<MediaDownloader>().Reference("p", "https://files.example/a.png");
        (await media.ReadBytesAsync(TestContext.Current.CancellationToken)).ToArray().Should().Equal("a file"u8.ToArray());
    }

    [Theory]
    [InlineData("zstd", "an encoding that was not asked for")]
    [InlineData("compress", "an encoding that was not asked for")]
    [InlineData("gzip, gzip", "encoded more than once")]
    [InlineData("br, gzip", "encoded more than once")]
    public async Task Read_EncodingThatIsNotKnown_IsABadResponseInOurWords(string encoding, string words)
    {
        using var server = new OpenAIServer().Answers(() => Encoded(Answer, encoding));

        var failure = await Assert.ThrowsAsync<ProviderException>(() => server.Client.ChatAsync(Request, TestContext.Current.CancellationToken));

        failure.Kind.Should().Be(ErrorKind.BadResponse);
        failure.Message.Should().Contain(words);
        using var failing = new OpenAIServer().Answers(() => Encoded("x", encoding, status: HttpStatusCode.BadRequest));
        (await Assert.ThrowsAsync<ProviderException>(() => failing.Client.ChatAsync(Request, TestContext.Current.CancellationToken))).Kind.Should().Be(ErrorKind.InvalidRequest, "the status says enough");
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip, br")]
    public async Task Read_DownloadWithAnEncodingThatIsNotKnown_ClosesTheAnswer(string encoding)
    {
        var body = new CountingStream(length: 1_000, 1);
        using var router = new TestRouter();
        router.Http.When("*").Respond(_ =>
        {
            var content = new StreamContent(body);
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
            return new(HttpStatusCode.OK) { Content = content };
        });
        var media = router.Services.GetRequiredService<MediaDownloader>().Reference("p", "https://files.example/a.png");

        var failure = await Assert.ThrowsAsync<ProviderException>(async () => await media.OpenReadAsync(TestContext.Current.CancellationToken));

        failure.Kind.Should().Be(ErrorKind.BadResponse);
        body.IsClosed.Should().BeTrue();
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Read_BytesThatAreNotSoEncoded_IsABadResponse(string encoding)
    {
        foreach (var status in (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.BadRequest])
        {
            foreach (var type in (string[])["application/json", "text/event-stream"])
            {
                using var server = new OpenAIServer().Answers(() => Encoded(Answer, "identity", type, status, encoding));

                var failure = await Assert.ThrowsAnyAsync<ProviderException>(async () => await server.Client.ChatStreamAsync(Request, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));

                failure.Kind.Should().BeOneOf(status == HttpStatusCode.OK ? ErrorKind.BadResponse : ErrorKind.InvalidRequest, ErrorKind.StreamInterrupted);
            }
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Read_Bomb_EndsAtTheLimitOfWhatIsInflated(string encoding)
    {
        var bomb = Compress(new byte[66 << 20], encoding);
        bomb.Length.Should().BeLessThan(100 << 10);

        using var whole = new OpenAIServer().Answers(() => Typed(bomb, encoding, "application/json", HttpStatusCode.OK));
        (await Assert.ThrowsAsync<ProviderException>(() => whole.Client.ChatAsync(Request, TestContext.Current.CancellationToken))).Kind.Should().Be(ErrorKind.LimitExceeded);

        using var streaming = new OpenAIServer().Answers(() => Typed(bomb, encoding, "text/event-stream", HttpStatusCode.OK));
        (await Assert.ThrowsAnyAsync<ProviderException>(async () => await streaming.Client.ChatStreamAsync(Request, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)))
            .Kind.Should().Be(ErrorKind.LimitExceeded);

        using var failing = new OpenAIServer().Answers(() => Typed(bomb, encoding, "application/json", HttpStatusCode.BadRequest));
        (await Assert.ThrowsAsync<ProviderException>(() => failing.Client.ChatAsync(Request, TestContext.Current.CancellationToken))).ResponseBody!.Length.Should().BeLessThanOrEqualTo(4096);
    }

    private static HttpResponseMessage Encoded(string body, string encoding, string type = "application/json", HttpStatusCode status = HttpStatusCode.OK, string? claimed = null) =>
        Typed(Compress(Encoding.UTF8.GetBytes(body), encoding), claimed ?? encoding, type, status);

    private static HttpResponseMessage Typed(byte[] body, string encoding, string type, HttpStatusCode status)
    {
        var content = new ByteArrayContent(body) { Headers = { ContentType = new(type) } };
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return new(status) { Content = content };
    }

    private static byte[] Compress(byte[] bytes, string encoding)
    {
        using var output = new MemoryStream();
        using (Stream packed = encoding.ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => new GZipStream(output, CompressionLevel.Optimal),
            "deflate" => new ZLibStream(output, CompressionLevel.Optimal),
            "br" => new BrotliStream(output, CompressionLevel.Fastest),
            _ => output,
        })
        {
            packed.Write(bytes);
        }

        return output.ToArray();
    }
}
