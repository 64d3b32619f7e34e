using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers;

public sealed class OpenAICompatibleSpeechTests
{
    private const string Key = "sk_canary_1234567890abcdef";
    private const string Line = "POST https://speech.example/v1/audio/speech";

    private static readonly byte[] Sound = [0xFF, 0xF3, 1, 2, 3];

    [Fact]
    public async Task GenerateSpeechAsync_EachParameter_SendsItsFieldAndReadsTheBytes()
    {
        using var router = Create();
        var wire = new MediaWire(router, MediaWire.Bytes(Sound, "audio/mpeg", ("x-request-id", "req-1")));

        var answer = await SendAsync(router, new()
        {
            Model = "tts-1",
            Text = "Hello \"world\"",
            Voice = "nova",
            Format = AudioFormat.Mp3,
            Speed = 1.25,
            Instructions = "whisper",
        });

        wire.Request.ShouldBe(
            Line, Key, "*/*",
            """{"model":"tts-1","input":"Hello \"world\"","voice":"nova","response_format":"mp3","speed":1.25,"instructions":"whisper"}""");
        answer.Audio.Bytes!.Value.ToArray().Should().Equal(Sound);
        answer.Audio.ContentType.Should().Be("audio/mpeg");
        answer.Info.Provider.Should().Be("server");
        answer.Info.RequestId.Should().Be("req-1");
        answer.Info.Usage.Should().Be(new Usage { Characters = 13 });
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task GenerateSpeechAsync_OnlyAText_SendsTheRequiredVoiceAndNoMore()
    {
        using var router = Create();
        var wire = new MediaWire(router, MediaWire.Bytes(Sound, null));

        var answer = await SendAsync(router, new() { Model = "tts-1", Text = "Hello" });

        wire.Request.ShouldBe(Line, Key, "*/*", """{"model":"tts-1","input":"Hello","voice":"alloy"}""");
        answer.Audio.ContentType.Should().Be("audio/mpeg", "its first bytes say so");
    }

    [Fact]
    public async Task GenerateSpeechAsync_WhatTheProtocolDoesNotHave_IsLeftOutAndWarnedOf()
    {
        using var router = Create();
        var wire = new MediaWire(router, MediaWire.Bytes(Sound, "audio/mpeg"));

        var answer = await SendAsync(router, new() { Model = "tts-1", Text = "Hello", Temperature = 0.5, Language = "en", SampleRate = 16000 });

        wire.Request.Body.ShouldBeJson("""{"model":"tts-1","input":"Hello","voice":"alloy"}""");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("Temperature", "Language", "SampleRate");
    }

    [Fact]
    public async Task GenerateSpeechAsync_ProviderParameters_BeatTheTypedFieldsOnce()
    {
        using var router = Create();
        var wire = new MediaWire(router, MediaWire.Bytes(Sound, "audio/mpeg"));

        await SendAsync(router, new()
        {
            Model = "tts-1",
            Text = "Hello",
            ProviderParameters = new Dictionary<string, JsonObject> { ["server"] = new() { ["voice"] = "af_alloy", ["sample_rate"] = 24000 } },
        });

        wire.Request.Body.Should().Be("""{"model":"tts-1","input":"Hello","voice":"af_alloy","sample_rate":24000}""");
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "application/json", """{"error":{"message":"no such voice","code":400}}""", ErrorKind.InvalidRequest)]
    [InlineData(HttpStatusCode.OK, "application/json", """{"audio":"AAAA"}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, "application/problem+json", """{"title":"no"}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, "text/html", "<html>Sign in</html>", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, "text/event-stream", "data: {}\n\n", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, "audio/mpeg", "", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.NotFound, "application/json", """{"detail":"Not Found"}""", ErrorKind.ModelNotFound)]
    [InlineData(HttpStatusCode.UnprocessableEntity, "application/json", """{"detail":[{"loc":["body","voice"],"msg":"Field required"}]}""", ErrorKind.InvalidRequest)]
    public async Task GenerateSpeechAsync_WhatIsNoSound_IsItsTypedError(HttpStatusCode status, string contentType, string body, ErrorKind kind)
    {
        using var router = Create();
        _ = new MediaWire(router, MediaWire.Status(status, body, contentType));

        (await FluentActions.Awaiting(() => SendAsync(router, new() { Model = "tts-1", Text = "Hello" })).Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(kind);
    }

    private static TestRouter Create() => new(builder => builder.AddOpenAICompatible("server", new Uri("https://speech.example/v1"), Key));

    private static Task<TextToSpeechResponse> SendAsync(TestRouter router, TextToSpeechRequest request) =>
        router.Client.GenerateSpeechAsync(request with { Provider = "server" }, TestContext.Current.CancellationToken);
}
