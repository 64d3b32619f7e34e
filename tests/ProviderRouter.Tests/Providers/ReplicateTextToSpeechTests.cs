using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers;

public sealed class ReplicateTextToSpeechTests
{
    private const string Hash = "b76242b40d67c76ab6742e987628a2a9ac019e11d56ab96c4e91ce03b79b2787";
    private const string Kokoro = """ "text":{"type":"string"},"voice":{"type":"string"},"speed":{"type":"number"} """;
    private const string Wav = "https://replicate.delivery/x/audio.wav";

    [Fact]
    public async Task GenerateSpeechAsync_Bark_SendsItsInputsAndReadsItsNamedFile()
    {
        using var wire = new ReplicateWire().Then("succeeded", $$"""{"audio_out":"{{Wav}}","prompt_npz":null}""", """ "metrics":{"predict_time":4} """);

        var answer = await SpeakAsync(wire, new() { Model = $"suno-ai/bark:{Hash}", Text = "Hello", Voice = "en_speaker_1", Temperature = 0.5 });

        wire.Lines.Should().Equal("POST https://api.replicate.com/v1/predictions");
        wire.Headers[0].Should().Contain("Prefer", "wait=60").And.Contain("Authorization", $"Bearer {TestRouter.ReplicateKey}");
        wire.Bodies[0].ShouldBeJson($$$"""{"version":"{{{Hash}}}","input":{"prompt":"Hello","history_prompt":"en_speaker_1","text_temp":0.5}}""");
        answer.Audio.Uri.Should().Be(new Uri(Wav));
        answer.Audio.ContentType.Should().Be("audio/wav");
        answer.Info.Usage.Should().Be(new Usage { Characters = 5, ComputeSeconds = 4 });
        answer.Info.RequestId.Should().Be(ReplicateWire.Id);
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("suno-ai/bark:" + Hash, $$$"""{"version":"{{{Hash}}}","input":{"prompt":"Hello","history_prompt":"v","text_temp":0.5}}""", "Format,Speed,Instructions")]
    [InlineData("embark/kokoro", """{"input":{"text":"Hello","voice":"v","speed":1.5}}""", "Format,Temperature,Instructions")]
    public async Task GenerateSpeechAsync_EverythingSet_SendsWhatTheModelHasAndWarnsOfTheRest(string model, string body, string warnings)
    {
        using var wire = new ReplicateWire().Knows("models/embark/kokoro", ReplicateWire.Model(Kokoro)).Then("succeeded", $"\"{Wav}\"");

        var answer = await SpeakAsync(wire, new() { Model = model, Text = "Hello", Voice = "v", Format = AudioFormat.Mp3, Speed = 1.5, Temperature = 0.5, Instructions = "Softly" });

        wire.Bodies[0].ShouldBeJson(body);
        string.Join(',', answer.Info.Warnings.Select(warning => warning.Setting)).Should().Be(warnings);
    }

    [Fact]
    public async Task GenerateSpeechAsync_DataAddressNotReadyAtOnce_IsTheBytes()
    {
        using var wire = new ReplicateWire().Then("starting").Then("succeeded", """{"audio_out":"data:audio/wav;base64,UklGRg=="}""");

        var answer = await SpeakAsync(wire, new() { Model = $"suno-ai/bark:{Hash}", Text = "Hello" });

        wire.Bodies[0].ShouldBeJson($$$"""{"version":"{{{Hash}}}","input":{"prompt":"Hello"}}""");
        wire.Lines.Should().Equal("POST https://api.replicate.com/v1/predictions", $"GET {ReplicateWire.PollUri}");
        answer.Audio.ContentType.Should().Be("audio/wav");
        answer.Audio.Bytes!.Value.ToArray().Should().Equal("RIFF"u8.ToArray());
    }

    [Theory]
    [InlineData($$"""{"prompt_npz":"https://replicate.delivery/x/prompt.npz","audio_out":"{{Wav}}"}""")]
    [InlineData($$"""{"cover":"https://replicate.delivery/x/a.mp3","audio":["{{Wav}}"]}""")]
    [InlineData($$"""{"prompt":"https://replicate.delivery/x/prompt.npz","speech":"{{Wav}}"}""")]
    [InlineData($$"""["https://replicate.delivery/x/prompt.npz",{"file":"{{Wav}}"}]""")]
    [InlineData($$"""{"audio_out":null,"audio":"not a file","out":"{{Wav}}"}""")]
    public async Task GenerateSpeechAsync_SeveralFiles_IsTheSound(string output)
    {
        using var wire = new ReplicateWire().Knows("models/acme/speaker", ReplicateWire.Model(Kokoro)).Then("succeeded", output);

        var answer = await SpeakAsync(wire, new() { Model = "acme/speaker", Text = "Hello" });

        answer.Audio.Uri.Should().Be(new Uri(Wav));
    }

    [Fact]
    public async Task GenerateSpeechAsync_FilesOfUnknownType_IsTheFirst()
    {
        using var wire = new ReplicateWire().Knows("models/acme/speaker", ReplicateWire.Model(Kokoro)).Then("succeeded", """["https://replicate.delivery/x/1","https://replicate.delivery/x/2"]""");

        (await SpeakAsync(wire, new() { Model = "acme/speaker", Text = "Hello" })).Audio.Uri.Should().Be(new Uri("https://replicate.delivery/x/1"));
    }

    private static Task<TextToSpeechResponse> SpeakAsync(ReplicateWire wire, TextToSpeechRequest request) =>
        wire.Client.GenerateSpeechAsync(request with { Provider = "replicate" }, TestContext.Current.CancellationToken);
}
