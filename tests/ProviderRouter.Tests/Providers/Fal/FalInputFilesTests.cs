using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Providers.Fal;

/// <summary>How the caller's files reach fal: passed on, along with the request, or uploaded before it.</summary>
public sealed class FalInputFilesTests : IDisposable
{
    private const int Inline = 1 << 20;
    private const int Part = 10 << 20;
    private const string Initiate = "POST https://rest.fal.ai/storage/upload/initiate?storage_type=fal-cdn-v3";
    private const string InitiateMultipart = "POST https://rest.fal.ai/storage/upload/initiate-multipart?storage_type=fal-cdn-v3";
    private const string Upload = "https://v3.fal.media/upload/x.png?signature=a%2Fb";
    private const string File = "https://v3.fal.media/files/x.png";

    private readonly JumpingTime time = new();
    private readonly List<(string Line, IReadOnlyDictionary<string, string> Headers, string? Type, byte[] Body)> sent = [];
    private TestRouter router;
    private string begun = $$"""{"upload_url":"{{Upload}}","file_url":"{{File}}"}""";
    private Func<string, int, HttpResponseMessage> put = (_, _) => new(HttpStatusCode.OK);
    private int puts;

    public FalInputFilesTests() => router = Create();

    public void Dispose() => router.Dispose();

    [Fact]
    public async Task EditImageAsync_Address_IsPassedOn()
    {
        await EditAsync(MediaContent.FromUri(new("https://files.example/p.png?x=1&y=ä")));

        Lines.Should().Equal("POST https://queue.fal.run/fal-ai/flux/dev/image-to-image");
        Sent("image_url").Should().Be("https://files.example/p.png?x=1&y=%C3%A4");
    }

    [Fact]
    public async Task EditImageAsync_SmallPicture_GoesAlong()
    {
        await EditAsync(MediaContent.FromBytes(new byte[Inline], "image/png"));

        Lines.Should().ContainSingle();
        Sent("image_url").Should().StartWith("data:image/png;base64,AAAA").And.HaveLength("data:image/png;base64,".Length + ((Inline + 2) / 3 * 4));
    }

    [Fact]
    public async Task EditImageAsync_LargePicture_IsUploadedWithoutTheKey()
    {
        var picture = Random(Inline + 1);

        await EditAsync(MediaContent.FromBytes(picture, "image/png"));

        Lines.Should().Equal(Initiate, $"PUT {Upload}", "POST https://queue.fal.run/fal-ai/flux/dev/image-to-image");
        Encoding.UTF8.GetString(sent[0].Body).ShouldBeJson("""{"content_type":"image/png","file_name":"file.png"}""");
        sent[0].Headers["Authorization"].Should().Be($"Key {TestRouter.FalKey}");
        sent[0].Headers.Should().NotContainKey("X-Fal-Object-Lifecycle");
        sent[1].Headers.Should().BeEquivalentTo(new Dictionary<string, string> { ["Accept"] = "*/*" }, "the key is for fal's own hosts");
        sent[1].Type.Should().Be("image/png");
        sent[1].Body.AsSpan().SequenceEqual(picture).Should().BeTrue();
        Sent("image_url").Should().Be(File);
    }

    [Fact]
    public async Task EditImageAsync_UploadLifetime_IsSaidWhenTheUploadBegins()
    {
        Replace(Create(options => options.UploadLifetime = TimeSpan.FromMinutes(1.5)));

        await EditAsync(MediaContent.FromBytes(new byte[Inline + 1], "image/png"));

        sent[0].Headers["X-Fal-Object-Lifecycle"].Should().Be("""{"expiration_duration_seconds":90}""");
    }

    [Fact]
    public async Task EditImageAsync_FileOnDisk_IsUploadedFromThere()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("provider-router-").FullName, "p.jpg");
        var picture = Random(Inline + 1);
        await System.IO.File.WriteAllBytesAsync(path, picture, TestContext.Current.CancellationToken);

        await EditAsync(MediaContent.FromFile(path));

        Encoding.UTF8.GetString(sent[0].Body).ShouldBeJson("""{"content_type":"image/jpeg","file_name":"p.jpg"}""");
        sent[1].Body.AsSpan().SequenceEqual(picture).Should().BeTrue();
    }

    [Fact]
    public async Task EditImageAsync_UploadFailsOnce_IsRepeatedAtTheSamePlace()
    {
        put = (_, index) => new(index == 0 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK);

        await EditAsync(MediaContent.FromBytes(new byte[Inline + 1], "image/png"));

        Lines.Should().Equal(Initiate, $"PUT {Upload}", $"PUT {Upload}", "POST https://queue.fal.run/fal-ai/flux/dev/image-to-image");
        sent[2].Body.Length.Should().Be(Inline + 1);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.TemporaryRedirect)]
    public async Task EditImageAsync_UploadIsRefused_FailsBeforeTheJob(HttpStatusCode status)
    {
        put = (_, _) => new(status) { Headers = { Location = new("https://elsewhere.example/") } };

        await FailsAsync(MediaContent.FromBytes(new byte[Inline + 1], "image/png"));

        Lines.Should().Equal(Initiate, $"PUT {Upload}");
    }

    [Theory]
    [InlineData("https://127.0.0.1/up", ErrorKind.Blocked)]
    [InlineData("http://v3.fal.media/up", ErrorKind.Blocked)]
    [InlineData("https://169.254.169.254/latest", ErrorKind.Blocked)]
    [InlineData("file:///etc/passwd", ErrorKind.BadResponse)]
    [InlineData("/up", ErrorKind.BadResponse)]
    [InlineData("", ErrorKind.BadResponse)]
    public async Task EditImageAsync_PlaceThatMayNotBeWrittenTo_GetsNothing(string address, ErrorKind kind)
    {
        begun = $$"""{"upload_url":"{{address}}","file_url":"{{File}}"}""";

        var failure = await FailsAsync(MediaContent.FromBytes(new byte[Inline + 1], "image/png"));

        failure.Kind.Should().Be(kind);
        Lines.Should().OnlyContain(line => line == Initiate);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData($$"""{"upload_url":"{{Upload}}"}""")]
    [InlineData($$"""{"upload_url":"{{Upload}}","file_url":7}""")]
    [InlineData($$"""{"upload_url":"{{Upload}}","file_url":"ftp://x/y"}""")]
    [InlineData($$"""{"upload_url":"{{Upload}}","file_url":"file:///etc/passwd"}""")]
    [InlineData("""{"\ud800":1,"upload_url":"\ud800","file_url":7}""")]
    public async Task EditImageAsync_AnswerNamesNoPlace_IsBadResponse(string answer)
    {
        begun = answer;

        (await FailsAsync(MediaContent.FromBytes(new byte[Inline + 1], "image/png"))).Kind.Should().Be(ErrorKind.BadResponse);
        puts.Should().Be(0);
    }

    [Fact]
    public async Task EditImageAsync_VeryLargePicture_IsUploadedInParts()
    {
        var picture = Random((90 << 20) + 1);
        put = (line, index) => line.StartsWith("POST", StringComparison.Ordinal) ? new(HttpStatusCode.OK)
            : index == 0 ? new(HttpStatusCode.BadGateway)
            : index % 2 == 0 ? Json($$"""{"partNumber":7,"etag":"tag-{{index}}"}""")
            : new(HttpStatusCode.OK) { Headers = { ETag = new($"\"tag-{index}\"") } };

        await EditAsync(MediaContent.FromBytes(picture, "image/png"));

        string[] parts = [.. Enumerable.Range(1, 10).Select(number => $"PUT https://v3.fal.media/upload/x.png/{number}?signature=a%2Fb")];
        Lines.Should().Equal([InitiateMultipart, parts[0], .. parts, "POST https://v3.fal.media/upload/x.png/complete?signature=a%2Fb", "POST https://queue.fal.run/fal-ai/flux/dev/image-to-image"]);
        sent[1].Body.Length.Should().Be(Part);
        sent[2].Body.AsSpan().SequenceEqual(picture.AsSpan(0, Part)).Should().BeTrue("a part that failed is sent again whole");
        sent[3].Body.AsSpan().SequenceEqual(picture.AsSpan(Part, Part)).Should().BeTrue();
        sent[11].Body.Length.Should().Be(picture.Length - (9 * Part));
        sent[1].Headers.Should().NotContainKey("Authorization");
        sent[12].Headers.Should().NotContainKey("Authorization");
        using var complete = JsonDocument.Parse(sent[12].Body);
        complete.RootElement.GetProperty("parts").EnumerateArray().Select(part => $"{part.GetProperty("partNumber")} {part.GetProperty("etag")}").Should()
            .Equal("1 \"tag-1\"", "2 tag-2", "3 \"tag-3\"", "4 tag-4", "5 \"tag-5\"", "6 tag-6", "7 \"tag-7\"", "8 tag-8", "9 \"tag-9\"", "10 tag-10");
        Sent("image_url").Should().Be(File);
    }

    [Fact]
    public async Task EditImageAsync_PartWithoutATag_IsBadResponse()
    {
        (await FailsAsync(MediaContent.FromBytes(new byte[(90 << 20) + 1], "image/png"))).Kind.Should().Be(ErrorKind.BadResponse);

        Lines.Should().NotContain(line => line.EndsWith("/dev/image-to-image", StringComparison.Ordinal) || line.Contains("complete", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("audio/wav", "audio/x-wav")]
    [InlineData("AUDIO/WAV; codecs=1", "audio/x-wav")]
    [InlineData("audio/x-wav", "audio/x-wav")]
    [InlineData("audio/mpeg", "audio/mpeg")]
    [InlineData("audio/mp3", "audio/mpeg")]
    [InlineData("audio/webm;codecs=opus", "video/webm")]
    [InlineData("video/mp4", "video/mp4")]
    public async Task TranscribeAsync_SmallSound_GoesAlongUnderATypeThatFalDecodes(string type, string expected)
    {
        await TranscribeAsync(MediaContent.FromBytes(new byte[3], type));

        Lines.Should().ContainSingle();
        Sent("audio_url").Should().Be($"data:{expected};base64,AAAA");
    }

    [Theory]
    [InlineData("audio/ogg", "file.ogg")]
    [InlineData("audio/flac", "file.flac")]
    [InlineData("audio/mp4", "file.m4a")]
    [InlineData("audio/x-m4a", "file.m4a")]
    public async Task TranscribeAsync_SoundThatFalWouldNotDecodeByItsType_IsUploaded(string type, string name)
    {
        await TranscribeAsync(MediaContent.FromBytes(new byte[3], type));

        Lines.Should().Equal(Initiate, $"PUT {Upload}", "POST https://queue.fal.run/fal-ai/wizper");
        Encoding.UTF8.GetString(sent[0].Body).ShouldBeJson($$"""{"content_type":"{{type}}","file_name":"{{name}}"}""");
        Sent("audio_url").Should().Be(File);
    }

    [Fact]
    public async Task TranscribeAsync_TypeUnknown_IsReadFromTheBytesOrRefused()
    {
        await TranscribeAsync(Unknown("RIFF\0\0\0\0WAVEfmt "u8.ToArray()));
        Sent("audio_url").Should().StartWith("data:audio/x-wav;base64,");

        var failure = (await FluentActions.Awaiting(() => TranscribeAsync(Unknown("no sound at all"u8.ToArray()))).Should().ThrowAsync<ProviderException>()).Which;
        failure.Kind.Should().Be(ErrorKind.InvalidRequest);
        failure.Message.Should().Contain("type");
    }

    private IEnumerable<string> Lines => sent.Where(request => !request.Line.Contains("/requests/", StringComparison.Ordinal)).Select(request => request.Line);

    private static HttpResponseMessage Json(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body, null, "application/json") };

    private static MediaContent Unknown(byte[] bytes) => MediaContent.FromStream(new MemoryStream(bytes), "application/octet-stream");

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private Task<ImageToImageResponse> EditAsync(MediaContent image) => router.Client.SendAsync(
        InferenceTasks.ImageToImage, FalWire.OnFal(new ImageToImageRequest { Model = "fal-ai/flux/dev/image-to-image", Prompt = "a cat", Image = image }), TestContext.Current.CancellationToken);

    private Task<SpeechToTextResponse> TranscribeAsync(MediaContent audio) => router.Client.SendAsync(
        InferenceTasks.SpeechToText, FalWire.OnFal(new SpeechToTextRequest { Model = "fal-ai/wizper", Audio = audio }), TestContext.Current.CancellationToken);

    private async Task<ProviderException> FailsAsync(MediaContent image) =>
        (await FluentActions.Awaiting(() => EditAsync(image)).Should().ThrowAsync<ProviderException>()).Which;

    // A field of the last submission.
    private string? Sent(string field)
    {
        using var document = JsonDocument.Parse(sent.Last(request => request.Line.StartsWith("POST https://queue.fal.run/", StringComparison.Ordinal)).Body);
        return document.RootElement.GetProperty(field).GetString();
    }

    private void Replace(TestRouter other)
    {
        router.Dispose();
        router = other;
    }

    private TestRouter Create(Action<ProviderRouter.Providers.Fal.FalOptions>? configure = null)
    {
        var created = new TestRouter(builder => builder.AddFal(configure), TestRouter.WithKeys("FAL_KEY"), time);
        created.Http.When("*").Respond(Answer);
        return created;
    }

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        var line = $"{request.Method} {request.RequestUri!.AbsoluteUri}";
        var headers = request.Headers.Where(header => header.Key != "User-Agent").ToDictionary(header => header.Key, header => string.Join(", ", header.Value));
        sent.Add((line, headers, request.Content?.Headers.ContentType?.ToString(), request.Content?.ReadAsByteArrayAsync().GetAwaiter().GetResult() ?? []));
        return request.RequestUri.Host switch
        {
            "rest.fal.ai" => Json(begun),
            "v3.fal.media" => put(line, puts++),
            _ when request.Method == HttpMethod.Post => Json(FalWire.Submitted(null)),
            _ when line.EndsWith("/status?logs=1", StringComparison.Ordinal) => Json(FalWire.Status("COMPLETED")),
            _ => Json("""{"text":"Hi","images":[{"url":"https://v3.fal.media/files/a/b.png"}]}"""),
        };
    }
}
