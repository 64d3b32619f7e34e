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

    private static Task<TextToSpeechResponse> SayAsync(TogetherWire wire, TextToSpeechRequest request) =>
        wire.Client.GenerateSpeechAsync(request with { Provider = "together" }, TestContext.Current.CancellationToken);
}
