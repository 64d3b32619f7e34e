using System.Net;
using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers.HuggingFace;

public sealed class HfTextToSpeechTests
{
    private const string Line = "POST https://router.huggingface.co/hf-inference/models/espnet/kan-bayashi_ljspeech_vits";

    private static readonly byte[] Sound = "fLaC1234"u8.ToArray();

    [Fact]
    public async Task GenerateSpeechAsync_OnlyAText_SendsNoParametersAndReadsTheBytes()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Sound, "application/octet-stream", ("x-request-id", "req-1")));

        var answer = await SendAsync(router, new() { Text = "Hello" });

        wire.Request.ShouldBe(Line, TestRouter.HuggingFaceKey, "audio/*", """{"inputs":"Hello"}""");
        answer.Audio.Bytes!.Value.ToArray().Should().Equal(Sound);
        answer.Audio.ContentType.Should().Be("audio/flac", "its first bytes say so");
        answer.Info.Provider.Should().Be("hf-inference");
        answer.Info.RequestId.Should().Be("req-1");
        answer.Info.Usage.Should().Be(new Usage { Characters = 5 });
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task GenerateSpeechAsync_EachSetting_IsSentOrWarnedOf()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Sound, "audio/flac"));

        var answer = await SendAsync(router, new()
        {
            Text = "Hello",
            Temperature = 0.7,
            Voice = "nova",
            Format = AudioFormat.Wav,
            Speed = 2,
            Instructions = "whisper",
            Language = "en",
            SampleRate = 24000,
            ProviderParameters = new Dictionary<string, JsonObject> { ["hf-inference"] = new() { ["top_k"] = 5 } },
        });

        wire.Request.ShouldBe(Line, TestRouter.HuggingFaceKey, "audio/*", """{"inputs":"Hello","parameters":{"temperature":0.7,"top_k":5}}""");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().BeEquivalentTo("Voice", "Format", "Speed", "Instructions", "Language", "SampleRate");
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "application/json", """{"error":"unknown error"}""", ErrorKind.Unavailable)]
    [InlineData(HttpStatusCode.OK, "application/json", """[{"generated_text":"Hello"}]""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, "audio/flac", "", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "application/json", """{"error":"Model x is currently loading","estimated_time":200.0}""", ErrorKind.Unavailable)]
    [InlineData(HttpStatusCode.NotFound, "text/plain", "Not Found", ErrorKind.ModelNotFound)]
    [InlineData(HttpStatusCode.Gone, "application/json", """{"error":"deprecated"}""", ErrorKind.ModelNotFound)]
    public async Task GenerateSpeechAsync_WhatIsNoSound_IsItsTypedError(HttpStatusCode status, string contentType, string body, ErrorKind kind)
    {
        using var router = new TestRouter();
        _ = new MediaWire(router, MediaWire.Status(status, body, contentType));

        (await FluentActions.Awaiting(() => SendAsync(router, new() { Text = "Hello" })).Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(kind);
    }

    [Fact]
    public async Task GenerateSpeechAsync_AtFireworks_IsUnsupportedAndNothingIsSent()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Sound, "audio/flac"));

        var call = () => router.Client.GenerateSpeechAsync(
            new() { Model = "accounts/fireworks/models/some-voice", Provider = "fireworks-ai", Text = "Hello" }, TestContext.Current.CancellationToken);

        await call.Should().ThrowAsync<InferenceException>();
        wire.Requests.Should().BeEmpty();
    }

    private static Task<TextToSpeechResponse> SendAsync(TestRouter router, TextToSpeechRequest request) =>
        router.Client.GenerateSpeechAsync(
            request with { Model = "espnet/kan-bayashi_ljspeech_vits", Provider = "hf-inference" }, TestContext.Current.CancellationToken);
}
