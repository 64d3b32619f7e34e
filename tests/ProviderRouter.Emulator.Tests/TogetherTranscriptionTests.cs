namespace ProviderRouter.Emulator.Tests;

public sealed class TogetherTranscriptionTests : IAsyncLifetime
{
    private const string Path = "v1/audio/transcriptions";
    private const string Said = "Hello there. How are you?";

    private ProviderEmulator _emulator = null!;
    private Wire _wire = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ProviderEmulator.StartAsync();
        _wire = new Wire(_emulator["together"]);
    }

    public ValueTask DisposeAsync()
    {
        _wire.Dispose();
        return _emulator.DisposeAsync();
    }

    [Fact]
    public async Task File_WithoutAnyField_IsHeardAsEnglishByWhisper()
    {
        var plain = await TranscribeAsync();
        var verbose = await TranscribeAsync(("response_format", "verbose_json"));

        plain.Json.Should().BeJson($$"""{"text":"{{Said}}"}""");
        verbose.Json.Should().BeJson($$"""
            {"task":"transcribe","language":"en","duration":1.5,"text":"{{Said}}","segments":[
             {"id":0,"start":0,"end":0.72,"text":"Hello there."},{"id":1,"start":0.78,"end":1.5,"text":"How are you?"}]}
            """);
    }

    [Fact]
    public async Task Diarize_Asked_TellsWhoSpoke()
    {
        var answer = await TranscribeAsync(("response_format", "verbose_json"), ("diarize", "true"), ("timestamp_granularities", "word"));

        answer.At("words").GetArrayLength().Should().Be(5);
        answer.At("words", 2).Should().BeJson("""{"word":"How","start":0.78,"end":0.96,"speaker_id":"SPEAKER_01"}""");
        answer.At("speaker_segments", 1).WithoutKeys("words").Should().BeJson(
            """{"id":1,"speaker_id":"SPEAKER_01","start":0.78,"end":1.5,"text":"How are you?"}""");
        answer.At("speaker_segments", 1, "words").GetArrayLength().Should().Be(3);
        answer.At("segments").GetArrayLength().Should().Be(2);
    }

    [Fact]
    public async Task Address_InPlaceOfAFile_IsTaken()
    {
        using var form = new MultipartFormDataContent { { new StringContent("https://example.com/talk.mp3"), "file" } };
        using var bad = new MultipartFormDataContent { { new StringContent("talk.mp3"), "file" } };

        var answer = await _wire.PostFormAsync(Path, form);
        var refused = await _wire.PostFormAsync(Path, bad);

        answer.At("text").GetString().Should().Contain("example.com");
        refused.Status.Should().Be(400);
    }

    [Fact]
    public async Task Translations_Verbose_SayTheirTask()
    {
        using var form = await FormAsync(("response_format", "verbose_json"), ("language", "auto"));

        var answer = await _wire.PostFormAsync("v1/audio/translations", form);

        answer.At("task").GetString().Should().Be("translate");
    }

    [Fact]
    public async Task Json_IsAnUnsupportedMediaType()
    {
        var answer = await _wire.PostAsync(Path, """{"file":"https://example.com/talk.mp3"}""");

        answer.Status.Should().Be(415);
        answer.At("error", "type").GetString().Should().Be("invalid_request_error");
    }

    [Theory]
    [InlineData("response_format", "srt")]
    [InlineData("temperature", "2")]
    [InlineData("diarize", "maybe")]
    [InlineData("max_speakers", "0")]
    [InlineData("model", "no-owner")]
    public async Task InvalidField_IsRefused(string field, string value)
    {
        var answer = await TranscribeAsync((field, value));

        answer.Status.Should().Be(field == "model" ? 404 : 400);
    }

    private async Task<Answer> TranscribeAsync(params (string Name, string Value)[] fields)
    {
        using var form = await FormAsync(fields);
        return await _wire.PostFormAsync(Path, form);
    }

    private async Task<MultipartFormDataContent> FormAsync(params (string Name, string Value)[] fields)
    {
        var sound = await _wire.PostAsync("v1/audio/speech", $$"""{"model":"a/b","voice":"v","input":"{{Said}}"}""");
        var form = new MultipartFormDataContent { { new ByteArrayContent(sound.Bytes), "file", "talk.wav" } };
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        return form;
    }
}
