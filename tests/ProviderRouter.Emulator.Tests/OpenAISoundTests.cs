using System.Text;
using System.Text.Json;

namespace ProviderRouter.Emulator.Tests;

public sealed class OpenAISoundTests : IAsyncLifetime
{
    private const string Said = "Hello there. How are you?";

    private ProviderEmulator _emulator = null!;
    private Wire _wire = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ProviderEmulator.StartAsync();
        _wire = new Wire(_emulator["openai-compatible"]);
    }

    public ValueTask DisposeAsync()
    {
        _wire.Dispose();
        return _emulator.DisposeAsync();
    }

    [Theory]
    [InlineData("mp3", "audio/mpeg", "ID3")]
    [InlineData("opus", "audio/opus", "OggS")]
    [InlineData("aac", "audio/aac", "\u00ff\u00f1")]
    [InlineData("flac", "audio/flac", "fLaC")]
    [InlineData("wav", "audio/wav", "RIFF")]
    public async Task Speech_EachFormat_BeginsAsItsKindAndGrowsWithTheText(string format, string type, string start)
    {
        var shorter = await SpeakAsync("hi", $"\"response_format\":\"{format}\",");
        var longer = await SpeakAsync("hello world", $"\"response_format\":\"{format}\",");
        var faster = await SpeakAsync("hello world", $"\"response_format\":\"{format}\",\"speed\":4,");

        longer.Type.Should().Be(type);
        Encoding.Latin1.GetString(longer.Bytes).Should().StartWith(start);
        longer.Bytes.Length.Should().BeGreaterThan(shorter.Bytes.Length);
        faster.Bytes.Length.Should().BeLessThan(longer.Bytes.Length);
    }

    [Fact]
    public async Task Speech_Events_JoinToTheFile()
    {
        var file = await SpeakAsync(Said, "\"response_format\":\"pcm\",");
        var stream = await SpeakAsync(Said, "\"response_format\":\"pcm\",\"stream_format\":\"sse\",");
        var old = await _wire.PostAsync("audio/speech", """{"model":"tts-1","voice":"v","input":"x","stream_format":"sse"}""");

        stream.Type.Should().Be("text/event-stream");
        stream.Events[..^1].SelectMany(data => data.GetProperty("audio").GetBytesFromBase64()).Should().Equal(file.Bytes);
        stream.Events[..^1].Should().OnlyContain(data => data.GetProperty("type").GetString() == "speech.audio.delta");
        stream.Events[^1].GetProperty("type").GetString().Should().Be("speech.audio.done");
        stream.Events[^1].GetProperty("usage").GetProperty("total_tokens").GetInt32().Should().BePositive();
        old.Status.Should().Be(400);
    }

    [Fact]
    public async Task Speech_File_ComesPieceByPiece()
    {
        _emulator["openai-compatible"].TokenDelay = TimeSpan.FromSeconds(10);
        const string Body = """{"model":"m","voice":"v","input":"a text that fills more than one piece","response_format":"wav"}""";

        using var response = await _wire.SendAsync(HttpMethod.Post, "audio/speech", Body, [], Wire.Token);
        await using var sound = await response.Content.ReadAsStreamAsync(Wire.Token);
        var first = new byte[16 * 1024];
        await sound.ReadExactlyAsync(first, Wire.Token);

        response.Content.Headers.ContentLength.Should().BeNull();
        first.Take(4).Should().Equal("RIFF"u8.ToArray());
    }

    [Fact]
    public async Task Speech_CutByAFault_BreaksInTheMiddle()
    {
        _emulator["openai-compatible"].EnqueueFault(EmulatedFault.CutAfter(0));

        var cut = () => SpeakAsync(Said);

        await cut.Should().ThrowAsync<HttpRequestException>();
    }

    [Theory]
    [InlineData("""{"model":"m","input":"x"}""", "voice")]
    [InlineData("""{"model":"m","voice":"v"}""", "input")]
    [InlineData("""{"model":"m","voice":"v","input":"x","speed":5}""", "speed")]
    [InlineData("""{"model":"m","voice":"v","input":"x","response_format":"raw"}""", "response_format")]
    public async Task Speech_InvalidField_Answers400AndNamesIt(string body, string field)
    {
        var answer = await _wire.PostAsync("audio/speech", body);

        answer.Status.Should().Be(400);
        answer.At("error", "param").GetString().Should().Be(field);
    }

    [Theory]
    [InlineData("wav")]
    [InlineData("mp3")]
    [InlineData("opus")]
    [InlineData("flac")]
    public async Task Transcription_OfTheEmulatorsOwnSpeech_IsWhatWasSaid(string format)
    {
        var sound = await SpeakAsync(Said, $"\"response_format\":\"{format}\",");

        var answer = await TranscribeAsync(sound.Bytes, "a." + (format == "opus" ? "ogg" : format));

        answer.Json.Should().BeJson("""{"text":"Hello there. How are you?","usage":{"type":"duration","seconds":2}}""");
    }

    [Fact]
    public async Task Transcription_Verbose_TimesSegmentsAndWords()
    {
        var sound = await WavAsync();

        var segments = await TranscribeAsync(sound, "a.wav", ("response_format", "verbose_json"), ("language", "de"));
        var words = await TranscribeAsync(sound, "a.wav", ("response_format", "verbose_json"), ("timestamp_granularities[]", "word"));
        var both = await TranscribeAsync(
            sound, "a.wav", ("response_format", "verbose_json"), ("timestamp_granularities[]", "word"), ("timestamp_granularities[]", "segment"));

        segments.At("language").GetString().Should().Be("german");
        segments.At("task").GetString().Should().Be("transcribe");
        segments.At("duration").GetDouble().Should().Be(1.5);
        segments.At("segments", 1).WithoutKeys("tokens").Should().BeJson("""
            {"id":1,"start":0.78,"end":1.5,"text":"How are you?","seek":0,"temperature":0,"avg_logprob":-0.25,"compression_ratio":1.2,"no_speech_prob":0.01}
            """);
        segments.Json.TryGetProperty("words", out _).Should().BeFalse();
        words.At("words", 0).Should().BeJson("""{"word":"Hello","start":0,"end":0.3}""");
        words.At("words").GetArrayLength().Should().Be(5);
        words.Json.TryGetProperty("segments", out _).Should().BeFalse();
        both.At("segments").GetArrayLength().Should().Be(2);
        both.At("words").GetArrayLength().Should().Be(5);
    }

    [Theory]
    [InlineData("text", "Hello there. How are you?\n")]
    [InlineData("srt", "1\n00:00:00,000 --> 00:00:00,720\nHello there.\n\n2\n00:00:00,780 --> 00:00:01,500\nHow are you?\n\n")]
    [InlineData("vtt", "WEBVTT\n\n00:00:00.000 --> 00:00:00.720\nHello there.\n\n00:00:00.780 --> 00:00:01.500\nHow are you?\n\n")]
    public async Task Transcription_TextFormats_AreNoJson(string format, string text)
    {
        var answer = await TranscribeAsync(await WavAsync(), "a.wav", ("response_format", format));

        answer.Type.Should().Be("text/plain");
        answer.Text.Should().Be(text);
    }

    [Fact]
    public async Task Transcription_StreamOfANewerModel_JoinsToTheText()
    {
        var sound = await WavAsync();

        var stream = await TranscribeAsync(sound, "a.wav", "gpt-4o-transcribe", ("stream", "true"));
        var whisper = await TranscribeAsync(sound, "a.wav", ("stream", "true"));
        var subtitles = await TranscribeAsync(sound, "a.wav", "gpt-4o-transcribe", ("response_format", "srt"));

        string.Concat(stream.Events[..^1].Select(data => data.GetProperty("delta").GetString())).Should().Be(Said);
        stream.Events[^1].GetProperty("type").GetString().Should().Be("transcript.text.done");
        stream.Events[^1].GetProperty("text").GetString().Should().Be(Said);
        whisper.Type.Should().Be("application/json", "older models ignore the wish");
        subtitles.Status.Should().Be(400);
    }

    [Fact]
    public async Task Translation_Verbose_SaysItIsEnglish()
    {
        using var form = Form(await WavAsync(), "a.wav", "whisper-1", ("response_format", "verbose_json"));

        var answer = await _wire.PostFormAsync("audio/translations", form);

        answer.At("task").GetString().Should().Be("translate");
        answer.At("language").GetString().Should().Be("english");
    }

    [Theory]
    [InlineData("a", "model", "m", "Unrecognized file format")]
    [InlineData("a.txt", "model", "m", "Unrecognized file format")]
    [InlineData("a.wav", "x", "y", "'model'")]
    [InlineData("a.wav", "temperature", "0,5", "temperature")]
    [InlineData("a.wav", "response_format", "xml", "response_format")]
    [InlineData("a.wav", "language", "German", "language")]
    [InlineData("a.wav", "timestamp_granularities[]", "word", "timestamp_granularities")]
    public async Task Transcription_Invalid_Answers400(string fileName, string field, string value, string message)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(await WavAsync()), "file", fileName }, { new StringContent(value), field } };
        if (field is not ("model" or "x"))
        {
            form.Add(new StringContent("m"), "model");
        }

        var answer = await _wire.PostFormAsync("audio/transcriptions", form);

        answer.Status.Should().Be(400);
        answer.At("error", "message").GetString().Should().Contain(message);
    }

    [Fact]
    public async Task Transcription_BytesThatAreNoSoundOrNoForm_AreRefused()
    {
        var noise = await TranscribeAsync([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], "a.wav");
        var text = await TranscribeAsync([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("no sound")], "a.mp3");
        var json = await _wire.PostAsync("audio/transcriptions", """{"model":"m"}""");

        noise.Status.Should().Be(400);
        text.Status.Should().Be(400);
        noise.At("error", "message").GetString().Should().Contain("could not be decoded");
        json.Status.Should().Be(415);
        json.At("error", "type").GetString().Should().Be("invalid_request_error");
    }

    private Task<Answer> SpeakAsync(string text, string fields = "") =>
        _wire.PostAsync("audio/speech", $$"""{"model":"m",{{fields}}"voice":"v","input":"{{text}}"}""");

    private async Task<byte[]> WavAsync() => (await SpeakAsync(Said, "\"response_format\":\"wav\",")).Bytes;

    private Task<Answer> TranscribeAsync(byte[] sound, string fileName, params (string Name, string Value)[] fields) =>
        TranscribeAsync(sound, fileName, "whisper-1", fields);

    private async Task<Answer> TranscribeAsync(byte[] sound, string fileName, string model, params (string Name, string Value)[] fields)
    {
        using var form = Form(sound, fileName, model, fields);
        return await _wire.PostFormAsync("audio/transcriptions", form);
    }

    private static MultipartFormDataContent Form(byte[] sound, string fileName, string model, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(sound), "file", fileName }, { new StringContent(model), "model" } };
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        return form;
    }
}
