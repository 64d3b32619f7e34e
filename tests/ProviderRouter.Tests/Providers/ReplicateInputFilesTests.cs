using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Resilience;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;
using RichardSzalay.MockHttp;
using static ProviderRouter.Tests.Providers.ReplicateWire;

namespace ProviderRouter.Tests.Providers;

public sealed class ReplicateInputFilesTests : IDisposable
{
    private const string Whisper = "openai/whisper:" + Hash;
    private const int Recommended = 256 << 10;
    private const string Uploaded = """{"id":"f1","name":"a.wav","urls":{"get":"https://api.replicate.com/v1/files/f1"}}""";

    private readonly TestRouter router = new(timeProvider: new JumpingTime());
    private readonly List<string> lines = [];
    private readonly List<byte[]> bodies = [];
    private readonly List<string?> types = [];
    private Func<int, HttpResponseMessage> upload = _ => Response(201, Uploaded);
    private int uploads;

    public ReplicateInputFilesTests() => router.Http.When("*").Respond(async request =>
    {
        lines.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
        types.Add(request.Content?.Headers.ContentType?.ToString());
        bodies.Add(request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync());
        return request.RequestUri.AbsolutePath == "/v1/files" ? upload(uploads++)
            : request.RequestUri.Host == "api.replicate.com" ? Response(201, Prediction("succeeded", "\"Hi\""))
            : Response(200, "sound");
    });

    public void Dispose() => router.Dispose();

    [Fact]
    public async Task TranscribeAsync_SmallSound_GoesAlong()
    {
        await TranscribeAsync(MediaContent.FromBytes(new byte[Recommended], "audio/wav"));

        lines.Should().Equal("POST /v1/predictions");
        Sent().Should().StartWith("data:audio/wav;base64,AAAA").And.HaveLength("data:audio/wav;base64,".Length + ((Recommended + 2) / 3 * 4));
    }

    [Fact]
    public async Task TranscribeAsync_LargeSound_IsUploadedFirst()
    {
        var sound = Sound(Recommended + 1);

        var answer = await TranscribeAsync(MediaContent.FromBytes(sound, "audio/wav"));

        lines.Should().Equal("POST /v1/files", "POST /v1/predictions");
        Sent().Should().Be("https://api.replicate.com/v1/files/f1");
        var form = Encoding.Latin1.GetString(bodies[0]);
        var boundary = types[0]!["multipart/form-data; boundary=".Length..];
        form.Should().Be($"--{boundary}\r\nContent-Type: audio/wav\r\nContent-Length: {sound.Length}\r\nContent-Disposition: form-data; name=\"content\"; filename=\"file.wav\"\r\n\r\n{Encoding.Latin1.GetString(sound)}\r\n--{boundary}--\r\n");
        answer.Text.Should().Be("Hi");
    }

    [Fact]
    public async Task TranscribeAsync_FileOnDisk_IsUploadedFromThereUnderItsName()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("provider-router-").FullName, "speech one.mp3");
        await File.WriteAllBytesAsync(path, Sound(Recommended + 1), TestContext.Current.CancellationToken);

        await TranscribeAsync(MediaContent.FromFile(path));

        lines.Should().Equal("POST /v1/files", "POST /v1/predictions");
        Encoding.Latin1.GetString(bodies[0]).Should().Contain("Content-Type: audio/mpeg\r\n").And.Contain("filename=\"speech_one.mp3\"");
    }

    [Theory]
    [InlineData(500, "", 3)]
    [InlineData(503, "Service Unavailable", 3)]
    [InlineData(200, "{}", 1)]
    [InlineData(200, """{"urls":{"get":7}}""", 1)]
    [InlineData(200, """{"urls":{"get":"\ud800"}}""", 1)]
    [InlineData(200, "<html>", 1)]
    public async Task TranscribeAsync_UploadFails_IsRepeatedAndThenGoesAlongInstead(int status, string body, int attempts)
    {
        upload = _ => Response(status, body);

        var answer = await TranscribeAsync(MediaContent.FromBytes(Sound(Recommended + 1), "audio/wav"));

        lines.Should().Equal([.. Enumerable.Repeat("POST /v1/files", attempts), "POST /v1/predictions"]);
        Sent().Should().StartWith("data:audio/wav;base64,");
        answer.Info.Attempts.Should().ContainSingle("an upload is none");
    }

    [Theory]
    [InlineData(413, ErrorKind.InvalidRequest)]
    [InlineData(401, ErrorKind.Authentication)]
    public async Task TranscribeAsync_UploadRefused_IsThatErrorAndNothingIsCreated(int status, ErrorKind kind)
    {
        upload = _ => Response(status, """{"detail":"Files must be less than 100MB in size"}""");

        (await FailAsync(MediaContent.FromBytes(Sound(Recommended + 1), "audio/wav"))).Kind.Should().Be(kind);

        lines.Should().Equal("POST /v1/files");
    }

    [Fact]
    public async Task TranscribeAsync_UploadOfMoreThanGoesAlongFails_IsThatError()
    {
        upload = _ => Response(500, "");

        var failure = await FailAsync(MediaContent.FromBytes(Sound(10_000_001), "audio/wav"));

        (failure.Kind, failure.MaybeExecuted).Should().Be((ErrorKind.Unavailable, false));
        RetryMatrix.Judge(failure, retryWhenMaybeExecuted: false).Elsewhere.Should().BeTrue("nothing was made or billed");
        lines.Should().Equal(Enumerable.Repeat("POST /v1/files", 3));
    }

    [Fact]
    public async Task TranscribeAsync_UploadThrottled_IsSentAgainFromItsStart()
    {
        upload = attempt => attempt == 0 ? Response(429, "{}") : Response(201, Uploaded);
        using var stream = new MemoryStream([1, 2, .. Sound(Recommended + 1)]) { Position = 2 };

        await TranscribeAsync(MediaContent.FromStream(stream, "audio/wav"));

        lines.Should().Equal("POST /v1/files", "POST /v1/files", "POST /v1/predictions");
        bodies[1].Should().HaveSameCount(bodies[0]);
        bodies[1].AsSpan(bodies[1].Length - 100).SequenceEqual(bodies[0].AsSpan(bodies[0].Length - 100)).Should().BeFalse("each attempt has a boundary of its own");
        stream.CanRead.Should().BeTrue("it is the caller's");
    }

    [Fact]
    public async Task TranscribeAsync_PastTheLimit_IsRefusedWithItAndNothingIsSent()
    {
        var failure = await FailAsync(MediaContent.FromStream(new LongStream(100_000_000), "audio/wav"));

        failure.Kind.Should().Be(ErrorKind.LimitExceeded);
        failure.Message.Should().Contain("99999999 bytes").And.Contain("100000000");
        lines.Should().BeEmpty();
    }

    [Fact]
    public async Task TranscribeAsync_Address_GoesAsItIs()
    {
        await TranscribeAsync(MediaContent.FromUri(new("https://example.com/a%20b.wav?x=1")));

        lines.Should().Equal("POST /v1/predictions");
        Sent().Should().Be("https://example.com/a%20b.wav?x=1");
    }

    [Fact]
    public async Task TranscribeAsync_AddressThatReplicateCannotRead_IsFetchedHere()
    {
        using var opened = new TestRouter(builder => builder.Services.Configure<InferenceRoutingOptions>(options => options.AllowedPrivateHosts.Add("10.0.0.7:80")));
        var sent = new MediaWire(opened, MediaWire.Bytes("sound"u8.ToArray(), "audio/flac"), MediaWire.Json(Prediction("succeeded", "\"Hi\"")));

        await opened.Client.SendAsync(
            InferenceTasks.SpeechToText, new() { Model = Whisper, Provider = "replicate", Audio = MediaContent.FromUri(new("http://10.0.0.7/a")) }, TestContext.Current.CancellationToken);

        sent.Requests.Select(request => request.Line).Should().Equal("GET http://10.0.0.7/a", "POST https://api.replicate.com/v1/predictions");
        sent.Requests[0].Headers.Should().NotContainKey("Authorization");
        sent.Requests[1].Body.Should().Contain("\"audio\":\"data:audio/flac;base64,c291bmQ=\"");
    }

    [Theory]
    [InlineData("http://10.0.0.7/a.wav")]
    [InlineData("ftp://example.com/a.wav")]
    public async Task TranscribeAsync_AddressThatIsNotPublic_IsBlockedAndNothingIsSent(string address)
    {
        (await FailAsync(MediaContent.FromUri(new(address)))).Kind.Should().Be(ErrorKind.Blocked);

        lines.Should().BeEmpty();
    }

    private string Sent() => System.Text.Json.Nodes.JsonNode.Parse(bodies[^1])!["input"]!["audio"]!.GetValue<string>();

    private static byte[] Sound(int length)
    {
        var sound = new byte[length];
        new Random(1).NextBytes(sound);
        return sound;
    }

    private Task<SpeechToTextResponse> TranscribeAsync(MediaContent audio) => router.Client.SendAsync(
        InferenceTasks.SpeechToText, new() { Model = Whisper, Provider = "replicate", Audio = audio }, TestContext.Current.CancellationToken);

    private async Task<ProviderException> FailAsync(MediaContent audio) => (await FluentActions.Awaiting(() => TranscribeAsync(audio)).Should().ThrowAsync<ProviderException>()).Which;

    /// <summary>A stream that says it is long.</summary>
    private sealed class LongStream(long length) : MemoryStream
    {
        public override long Length => length;
    }
}
