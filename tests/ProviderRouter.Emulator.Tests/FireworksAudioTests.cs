using System.Net.Http.Headers;
using System.Text;

namespace ProviderRouter.Emulator.Tests;

public sealed class FireworksAudioTests : IAsyncLifetime
{
    private ProviderEmulator _emulator = null!;
    private byte[] _sound = [];

    private EmulatedProvider Fireworks => _emulator["fireworks-ai"];

    public async ValueTask InitializeAsync()
    {
        _emulator = await ProviderEmulator.StartAsync();
        using var other = new Wire(_emulator["hf-inference"]);
        _sound = (await other.PostAsync("models/facebook/mms-tts-eng", """{"inputs":"Hello there. How are you?"}""")).Bytes;
    }

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public void Addresses_OfTheHostsForSound_LieBelowTheProvider() =>
        Fireworks.Addresses.ToDictionary(entry => entry.Key, entry => entry.Value.AbsolutePath).Should().Equal(new Dictionary<string, string>
        {
            ["audio"] = "/fireworks-ai/audio-prod/",
            ["audio-turbo"] = "/fireworks-ai/audio-turbo/",
        });

    [Fact]
    public async Task Transcription_File_IsWrittenDown()
    {
        var answer = await PostAsync("audio", "transcriptions", ("model", "whisper-v3"), ("temperature", "0.0,0.2,0.4"));

        answer.Json.Should().BeJson("""{"text":"Hello there. How are you?"}""");
    }

    [Fact]
    public async Task Transcription_Diarized_NamesSpeakersByTurn()
    {
        var answer = await PostAsync(
            "audio-turbo", "transcriptions", ("response_format", "verbose_json"), ("timestamp_granularities", "word,segment"), ("diarize", "true"), ("language", "en"));

        answer.At("task").GetString().Should().Be("transcribe");
        answer.At("segments").Should().BeJson("""
            [{"id":0,"start":0,"end":0.72,"text":"Hello there.","speaker_id":"SPEAKER_00"},{"id":1,"start":0.78,"end":1.5,"text":"How are you?","speaker_id":"SPEAKER_01"}]
            """);
        answer.At("words").GetArrayLength().Should().Be(5);
        answer.At("words", 0).WithoutKeys("probability").Should().BeJson("""
            {"word":"Hello","language":"en","hallucination_score":0.01,"start":0,"end":0.3,"speaker_id":"SPEAKER_00"}
            """);
    }

    [Theory]
    [InlineData("text", "Hello there. How are you?\n")]
    [InlineData("srt", "1\n00:00:00,000 --> 00:00:00,720\nHello there.\n\n2\n*")]
    [InlineData("vtt", "WEBVTT\n\n*")]
    public async Task Transcription_TextFormat_IsPlainText(string format, string expected)
    {
        var answer = await PostAsync("audio", "transcriptions", ("response_format", format));

        answer.Type.Should().Be("text/plain");
        answer.Text.Should().Match(expected);
    }

    [Fact]
    public async Task Translation_AddressInsteadOfAFile_IsTakenButNotFetched()
    {
        using var form = Form(("file", "https://example.com/a.mp3"), ("response_format", "verbose_json"));

        var answer = await SendAsync("audio", "translations", form);

        answer.At("task").GetString().Should().Be("translate");
        answer.At("text").GetString().Should().Contain("example.com");
    }

    [Theory]
    [InlineData("audio", 404, "Model not found, inaccessible, and/or not deployed", "model", "whisper-v3-turbo")]
    [InlineData("audio-turbo", 404, "Model not found, inaccessible, and/or not deployed", "model", "whisper-v3")]
    [InlineData("audio", 400, "*'timestamp_granularities'*verbose_json*", "timestamp_granularities", "word")]
    [InlineData("audio", 400, "*'diarize'*", "diarize", "true")]
    [InlineData("audio", 400, "*'diarize'*", "diarize", "true", "response_format", "verbose_json")]
    [InlineData("audio", 400, "*'min_speakers'*", "min_speakers", "2")]
    [InlineData("audio", 400, "*'preprocessing'*", "preprocessing", "loud")]
    [InlineData("audio", 400, "*'vad_model'*", "vad_model", "x")]
    [InlineData("audio", 400, "*'temperature'*", "temperature", "0.2,x")]
    public async Task Transcription_WrongField_IsRefused(string host, int status, string message, params string[] fields)
    {
        var answer = await PostAsync(host, "transcriptions", [.. fields.Chunk(2).Select(pair => (pair[0], pair[1]))]);

        answer.Status.Should().Be(status, answer.Text);
        answer.At("error", "message").GetString().Should().Match(message);
    }

    [Theory]
    [InlineData("audio", "Bearer fw_emulator", 200)]
    [InlineData("audio", "fw_emulator", 200)]
    [InlineData("audio", "fw_wrong", 401)]
    public async Task Audio_KeyWithoutAScheme_IsTaken(string host, string authorization, int status)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Fireworks.Addresses[host], "v1/audio/transcriptions"));
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        request.Content = Form(("file", "https://example.com/a.mp3"));

        using var response = await client.SendAsync(request, Wire.Token);

        ((int)response.StatusCode).Should().Be(status);
    }

    [Fact]
    public async Task Chat_KeyWithoutAScheme_IsRefused()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Fireworks.BaseAddress, "inference/v1/chat/completions"));
        request.Headers.TryAddWithoutValidation("Authorization", Fireworks.ApiKey);

        using var response = await client.SendAsync(request, Wire.Token);

        ((int)response.StatusCode).Should().Be(401);
    }

    private Task<Answer> PostAsync(string host, string task, params (string Name, string Value)[] fields)
    {
        var form = Form(fields);
        var file = new ByteArrayContent(_sound);
        file.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        form.Add(file, "file", "sound");
        return SendAsync(host, task, form);
    }

    private async Task<Answer> SendAsync(string host, string task, MultipartFormDataContent form)
    {
        using var wire = new Wire(Fireworks);
        return await wire.PostFormAsync(new Uri(Fireworks.Addresses[host], "v1/audio/" + task).AbsoluteUri, form);
    }

    private static MultipartFormDataContent Form(params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value, Encoding.UTF8), name);
        }

        return form;
    }
}
