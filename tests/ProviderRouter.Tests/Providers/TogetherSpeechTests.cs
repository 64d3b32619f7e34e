using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.TogetherWire;

namespace ProviderRouter.Tests.Providers;

public sealed class TogetherSpeechTests
{
    private const string Line = $"POST {Base}v1/audio/speech";
    private const string Sonic = "cartesia/sonic-2";
    private const string Kokoro = "hexgrad/Kokoro-82M";

    private static readonly byte[] Wav = [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVE"u8];

    [Theory]
    [InlineData(Kokoro, "af_alloy")]
    [InlineData("canopylabs/orpheus-3b-0.1-ft", "tara")]
    [InlineData(Sonic, "laidback woman")]
    [InlineData("some/new-voice", null)]
    public async Task GenerateSpeechAsync_OnlyWhatIsRequired_HasTheFamilysVoice(string model, string? voice)
    {
        using var wire = new TogetherWire(MediaWire.Bytes(Wav, "audio/wav"));

        var answer = await SayAsync(wire, new() { Model = model, Text = "Hello" });

        wire.Request.ShouldBe(Line, Key, "*/*", voice is null ? $$"""{"model":"{{model}}","input":"Hello"}""" : $$"""{"model":"{{model}}","input":"Hello","voice":"{{voice}}"}""");
        answer.Audio.ContentType.Should().Be("audio/wav");
        answer.Audio.Bytes!.Value.ToArray().Should().Equal(Wav);
        answer.Info.Usage.Should().BeEquivalentTo(new Usage { Characters = 5 });
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task GenerateSpeechAsync_EverythingSet_IsWritten()
    {
        using var wire = new TogetherWire(MediaWire.Bytes([1, 2, 3, 4], "application/octet-stream"));

        var answer = await SayAsync(wire, new()
        {
            Model = Sonic,
            Text = "Hello",
            Voice = "friendly sidekick",
            Format = AudioFormat.Pcm,
            Language = "de",
            SampleRate = 22_050,
            ProviderParameters = Own(new() { ["bit_rate"] = 64_000 }),
        });

        wire.Request.Body.ShouldBeJson($$"""
            {"model":"{{Sonic}}","input":"Hello","voice":"friendly sidekick","response_format":"raw","response_encoding":"pcm_s16le","language":"de","sample_rate":22050,"bit_rate":64000}
            """);
        answer.Audio.ContentType.Should().Be("audio/pcm");
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task GenerateSpeechAsync_WhatCannotBeHonoured_IsAWarning()
    {
        using var wire = new TogetherWire(MediaWire.Bytes(Wav, "audio/wav"));

        var answer = await SayAsync(wire, new()
        {
            Model = Kokoro,
            Text = "Hello",
            Format = AudioFormat.Flac,
            Speed = 2,
            Temperature = 0.5,
            Instructions = "softly",
            SampleRate = 44_100,
            ProviderParameters = Own(new() { ["model"] = "other", ["stream"] = true }),
        });

        wire.Request.Body.ShouldBeJson($$"""{"model":"{{Kokoro}}","input":"Hello","voice":"af_alloy"}""");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().BeEquivalentTo(
            "ProviderParameters.model", "ProviderParameters.stream", "Format", "Speed", "Temperature", "Instructions", "SampleRate");
    }

    [Fact]
    public async Task GenerateSpeechAsync_RateThatTheModelHasAnyway_IsNoWarning()
    {
        using var wire = new TogetherWire(MediaWire.Bytes([0xFF, 0xFB, 0], "audio/mpeg"));

        var answer = await SayAsync(wire, new() { Model = Kokoro, Text = "Hello", Format = AudioFormat.Mp3, SampleRate = 24_000 });

        wire.Request.Body.ShouldBeJson($$"""{"model":"{{Kokoro}}","input":"Hello","voice":"af_alloy","response_format":"mp3"}""");
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task GenerateSpeechAsync_ErrorInAnAcceptedAnswer_IsThatError()
    {
        using var wire = new TogetherWire(Json("""{"error":{"message":"no such voice","code":"invalid_api_key"}}"""));

        (await wire.Awaiting(wire => SayAsync(wire, new() { Model = Kokoro, Text = "x" })).Should().ThrowAsync<ProviderException>())
            .Which.Kind.Should().Be(ErrorKind.Authentication);
    }

    [Theory]
    [InlineData("data: {\"object\":\"audio.tts.chunk\",\"model\":\"m\",\"b64\":\"AQI=\"}\n\ndata: {\"b64\":\"AwQ=\"}\n\ndata: [DONE]\n\n")]
    [InlineData("data: {\"type\":\"delta\",\"audio\":\"AQI=\"}\n\n: ping\n\ndata: {\"type\":\"delta\",\"audio\":\"AwQ=\"}\n\ndata: {\"type\":\"done\"}\n\n")]
    [InlineData("data: {\"b64\":\"AQI=\"}\n\ndata: {\"type\":\"other\"}\n\ndata: {\"b64\":\"AwQ=\"}\n\ndata: [DONE]")]
    public async Task GenerateSpeechStreamAsync_EitherShapeOfEvents_IsTheSound(string events)
    {
        using var wire = new TogetherWire(MediaWire.Bytes(System.Text.Encoding.UTF8.GetBytes(events), "text/event-stream"));

        var updates = await StreamAsync(wire, new() { Model = Sonic, Text = "Hello", Voice = "v", Language = "de", Format = AudioFormat.Pcm });

        wire.Request.ShouldBe(Line, Key, "text/event-stream", $$"""
            {"model":"{{Sonic}}","input":"Hello","voice":"v","response_format":"raw","response_encoding":"pcm_s16le","language":"de","sample_rate":44100,"stream":true}
            """);
        var pieces = updates.OfType<TextToSpeechAudioUpdate>().ToList();
        pieces.SelectMany(piece => piece.Audio.ToArray()).Should().Equal(1, 2, 3, 4);
        pieces.Should().OnlyContain(piece => piece.ContentType == "audio/pcm" && piece.SampleRate == 44_100);
        updates[^1].Should().BeOfType<TextToSpeechFinishedUpdate>().Which.Info!.Usage!.Characters.Should().Be(5);
        updates[^1].Info!.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task GenerateSpeechStreamAsync_Bytes_AreTheSound()
    {
        using var wire = new TogetherWire(MediaWire.Bytes([1, 2, 3, 4], "application/octet-stream"));

        var updates = await StreamAsync(wire, new() { Model = Kokoro, Text = "Hello", Format = AudioFormat.Mp3 });

        wire.Request.Body.ShouldBeJson($$"""
            {"model":"{{Kokoro}}","input":"Hello","voice":"af_alloy","response_format":"raw","response_encoding":"pcm_s16le","stream":true}
            """);
        var piece = updates[0].Should().BeOfType<TextToSpeechAudioUpdate>().Subject;
        (piece.Audio.Length, piece.ContentType, piece.SampleRate).Should().Be((4, "audio/pcm", 24_000));
        updates[^1].Info!.Warnings.Select(warning => warning.Setting).Should().Equal("Format");
    }

    [Theory]
    [InlineData("data: {\"b64\":\"AQI=\"}\n\n", "ended without its end mark")]
    [InlineData("data: {\"b64\":\"AQI=\"}\n\ndata: {\"error\":{\"message\":\"out of memory\"}}\n\n", "out of memory")]
    [InlineData("data: {\"b64\":\"AQI=\"}\n\ndata: {\"b64\":\"???\"}\n\n", "not the JSON that was expected")]
    [InlineData("data: {\"b64\":\"AQI=\"}\n\ndata: {\"b64\":\n\n", "not the JSON that was expected")]
    public async Task GenerateSpeechStreamAsync_BrokenOff_IsAnInterruption(string events, string words)
    {
        using var wire = new TogetherWire(MediaWire.Bytes(System.Text.Encoding.UTF8.GetBytes(events), "text/event-stream"));

        (await wire.Awaiting(wire => StreamAsync(wire, new() { Model = Sonic, Text = "x" })).Should().ThrowAsync<StreamInterruptedException>())
            .Which.Message.Should().Contain(words);
    }

    [Theory]
    [InlineData("application/json", """{"error":{"message":"no","code":"invalid_api_key"}}""", ErrorKind.Authentication)]
    [InlineData("text/event-stream", "data: {\"error\":{\"message\":\"no\",\"type\":\"dynamic_request_limited\"}}\n\n", ErrorKind.RateLimited)]
    [InlineData("text/html", "<html>hello</html>", ErrorKind.BadResponse)]
    [InlineData("text/event-stream", "data: [DONE]\n\n", ErrorKind.BadResponse)]
    public async Task GenerateSpeechStreamAsync_NoSound_IsTheFailure(string type, string body, ErrorKind kind)
    {
        using var wire = new TogetherWire(MediaWire.Bytes(System.Text.Encoding.UTF8.GetBytes(body), type));

        (await wire.Awaiting(wire => StreamAsync(wire, new() { Model = Sonic, Text = "x" })).Should().ThrowAsync<ProviderException>())
            .Which.Kind.Should().Be(kind);
    }

    private static async Task<List<TextToSpeechUpdate>> StreamAsync(TogetherWire wire, TextToSpeechRequest request)
    {
        var updates = new List<TextToSpeechUpdate>();
        await foreach (var update in wire.Client.GenerateSpeechStreamAsync(request with { Provider = "together" }, TestContext.Current.CancellationToken))
        {
            updates.Add(update);
        }

        return updates;
    }

    private static Task<TextToSpeechResponse> SayAsync(TogetherWire wire, TextToSpeechRequest request) =>
        wire.Client.GenerateSpeechAsync(request with { Provider = "together" }, TestContext.Current.CancellationToken);
}
