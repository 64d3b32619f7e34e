using System.Buffers.Binary;
using System.Text;

namespace ProviderRouter.Emulator.Tests;

public sealed class FalMediaTests : IAsyncLifetime
{
    private FalFixture _fal = null!;

    public async ValueTask InitializeAsync() => _fal = await FalFixture.StartAsync();

    public ValueTask DisposeAsync() => _fal.DisposeAsync();

    [Theory]
    [InlineData("fal-ai/veo3", """{"prompt":"sea","duration":"4s","resolution":"720p","seed":5}""", 1280, 720, 4)]
    [InlineData("fal-ai/veo3.1", """{"prompt":"sea","aspect_ratio":"9:16","duration":"6s"}""", 720, 1280, 6)]
    [InlineData("fal-ai/kling-video/v2.5-turbo/pro/text-to-video", """{"prompt":"sea","duration":"10","aspect_ratio":"1:1"}""", 720, 720, 10)]
    [InlineData("fal-ai/sora-2/text-to-video", """{"prompt":"sea","duration":8}""", 1280, 720, 8)]
    [InlineData("fal-ai/wan/v2.2-a14b/text-to-video", """{"prompt":"sea","num_frames":81,"resolution":"480p"}""", 852, 480, 5.0625)]
    [InlineData("fal-ai/mochi-v1", """{"prompt":"A running dog","seed":176,"num_inference_steps":2}""", 1280, 720, 5)]
    public async Task Result_Video_IsAnMp4OfTheAskedLength(string endpoint, string input, int width, int height, double seconds)
    {
        var result = await _fal.ResultAsync(endpoint, input);

        result.Status.Should().Be(200, result.Text);
        result.At("video", "content_type").GetString().Should().Be("video/mp4");
        var file = await FalFixture.SendOpenAsync(HttpMethod.Get, result.At("video", "url").GetString()!, null);
        file.Bytes.Length.Should().Be(result.At("video", "file_size").GetInt32());
        Boxes(file.Bytes).Should().Equal("ftyp", "moov", "mdat");
        Duration(file.Bytes).Should().BeApproximately(seconds, 0.001);
        Size(file.Bytes).Should().Be((width, height));
    }

    [Fact]
    public async Task Result_ImageToVideo_NeedsItsPictureUnderTheModelsName()
    {
        var picture = await UploadAsync("image/png", "a.png", await PngAsync());

        var kling3 = await _fal.ResultAsync("fal-ai/kling-video/v3/pro/image-to-video", $$"""{"image_url":"{{picture}}"}""");
        var kling2 = await _fal.ResultAsync("fal-ai/kling-video/v2.1/standard/image-to-video", $$"""{"prompt":"go","image_url":"{{picture}}"}""");

        kling3.Status.Should().Be(422);
        kling3.At("detail", 0, "loc", 1).GetString().Should().Be("start_image_url");
        kling2.Status.Should().Be(200);
    }

    [Theory]
    [InlineData("audio/x-wav", 200)]
    [InlineData("audio/mpeg", 200)]
    [InlineData("video/webm", 200)]
    [InlineData("audio/wav", 422)]
    [InlineData("audio/webm", 422)]
    [InlineData("audio/mp4", 422)]
    [InlineData("audio/x-m4a", 422)]
    [InlineData("audio/ogg", 422)]
    [InlineData("audio/mpeg;codecs=mp3", 422)]
    public async Task Whisper_DataAddress_IsReadByItsDeclaredType(string type, int status)
    {
        var address = FalFixture.DataAddress(type, await SpeechAsync("Good morning. How are you?"));

        var answer = await _fal.RunAsync("fal-ai/whisper", $$"""{"audio_url":"{{address}}"}""");

        answer.Status.Should().Be(status);
        if (status == 200)
        {
            answer.At("text").GetString().Should().Be("Good morning. How are you?");
        }
        else
        {
            answer.At("detail", 0, "type").GetString().Should().Be("file_download_error");
            answer.At("detail", 0, "msg").GetString().Should().Be("Unsupported data URL");
        }
    }

    [Fact]
    public async Task Whisper_ByWords_TellsTheirTimesAndSpeakers()
    {
        var address = FalFixture.DataAddress("audio/x-wav", await SpeechAsync("Good morning"));

        var answer = await _fal.RunAsync("fal-ai/whisper", $$"""{"audio_url":"{{address}}","chunk_level":"word","diarize":true,"language":"en"}""");

        answer.Json.Should().BeJson("""
            {
              "text": "Good morning",
              "chunks": [
                { "timestamp": [0.0, 0.24], "text": "Good", "speaker": "SPEAKER_00" },
                { "timestamp": [0.3, 0.72], "text": "morning", "speaker": "SPEAKER_00" }
              ],
              "inferred_languages": ["en"],
              "diarization_segments": [{ "timestamp": [0.0, 0.72], "speaker": "SPEAKER_00" }]
            }
            """);
    }

    [Fact]
    public async Task Wizper_UploadedFile_IsReadFromTheCdn()
    {
        var address = await UploadAsync("audio/wav", "a.wav", await SpeechAsync("Good morning"));

        var answer = await _fal.RunAsync("fal-ai/wizper", $$"""{"audio_url":"{{address}}"}""");

        answer.At("text").GetString().Should().Be("Good morning");
        answer.At("languages", 0).GetString().Should().Be("en");
    }

    [Theory]
    [InlineData("https://a.example/sound.mp3", 200, "")]
    [InlineData("{cdn}files/b/lion/nothing.mp3", 422, "file_download_error")]
    [InlineData("sound.mp3", 422, "file_download_error")]
    [InlineData("data:audio/mpeg;base64,AAAA", 422, "unsupported_audio_format")]
    [InlineData("data:audio/mpeg;base64,***", 422, "file_download_error")]
    public async Task Whisper_OtherAddress_IsReadOnlyIfItsOwn(string address, int status, string type)
    {
        var given = address.Replace("{cdn}", _fal.Provider.Addresses["cdn"].AbsoluteUri, StringComparison.Ordinal);

        var answer = await _fal.RunAsync("fal-ai/whisper", $$"""{"audio_url":"{{given}}"}""");

        answer.Status.Should().Be(status);
        if (status != 200)
        {
            answer.At("detail", 0, "type").GetString().Should().Be(type);
        }
    }

    [Fact]
    public async Task Picture_BrokenFile_IsALoadError()
    {
        var address = FalFixture.DataAddress("image/png", "no picture"u8.ToArray());

        var answer = await _fal.RunAsync("fal-ai/nano-banana/edit", $$"""{"prompt":"a","image_urls":["{{address}}"]}""");

        answer.Status.Should().Be(422);
        answer.At("detail", 0, "type").GetString().Should().Be("image_load_error");
        answer.At("detail", 0, "loc", 2).GetInt32().Should().Be(0);
    }

    [Fact]
    public async Task Picture_Edited_KeepsItsSizeAndBothNamesMayBeSent()
    {
        var address = FalFixture.DataAddress("image/png", await PngAsync());

        var answer = await _fal.RunAsync("fal-ai/flux-pro/kontext", $$"""{"prompt":"a","image_url":"{{address}}","image_urls":["{{address}}"]}""");

        answer.At("images", 0, "width").GetInt32().Should().Be(64);
        answer.At("images", 0, "height").GetInt32().Should().Be(48);
    }

    [Theory]
    [InlineData("fal-ai/florence-2-large/caption", "", "results")]
    [InlineData("fal-ai/moondream3-preview/caption", "", "output")]
    [InlineData("fal-ai/moondream2/visual-query", ""","prompt":"What colour?" """, "output")]
    [InlineData("fal-ai/any-llm/vision", ""","prompt":"What colour?","model":"openai/gpt-4o" """, "output")]
    public async Task Vision_Picture_IsDescribed(string endpoint, string more, string field)
    {
        var address = FalFixture.DataAddress("image/png", await PngAsync());

        var answer = await _fal.RunAsync(endpoint, $$"""{"image_url":"{{address}}"{{more}}}""");

        answer.Status.Should().Be(200, answer.Text);
        answer.At(field).GetString().Should().Contain("The picture is a 64x48 png");
    }

    [Fact]
    public async Task Speech_Kokoro_IsAWavThatCanBeHeardAgain()
    {
        var answer = await _fal.RunAsync("fal-ai/kokoro/american-english", """{"prompt":"Hello there","voice":"af_sky"}""");

        answer.At("audio", "content_type").GetString().Should().Be("audio/wav");
        var heard = await _fal.RunAsync("fal-ai/whisper", $$"""{"audio_url":"{{answer.At("audio", "url").GetString()}}"}""");
        heard.At("text").GetString().Should().Be("Hello there");
    }

    [Fact]
    public async Task Speech_Minimax_TellsItsLengthAndGivesHexOnDemand()
    {
        var file = await _fal.RunAsync("fal-ai/minimax/speech-02-hd", """{"text":"Hello there","voice_setting":{"voice_id":"Wise_Woman","speed":2}}""");
        var hex = await _fal.RunAsync("fal-ai/minimax/speech-02-hd", """{"text":"Hello there","output_format":"hex"}""");

        file.At("duration_ms").GetInt32().Should().Be(330);
        hex.At("duration_ms").GetInt32().Should().Be(660);
        file.At("audio", "content_type").GetString().Should().Be("audio/mpeg");
        Convert.FromHexString(hex.At("audio", "url").GetString()!)[..3].Should().Equal("ID3"u8.ToArray());
    }

    [Theory]
    [InlineData("fal-ai/stable-audio", """{"prompt":"drums","seconds_total":6}""", "audio_file")]
    [InlineData("cassetteai/music-generator", """{"prompt":"drums","duration":6}""", "audio_file")]
    [InlineData("fal-ai/ace-step/prompt-to-audio", """{"prompt":"drums","duration":6}""", "audio")]
    public async Task Audio_Music_LastsAsLongAsAsked(string endpoint, string input, string field)
    {
        var answer = await _fal.RunAsync(endpoint, input);

        var file = await FalFixture.SendOpenAsync(HttpMethod.Get, answer.At(field, "url").GetString()!, null);
        var seconds = BinaryPrimitives.ReadInt32LittleEndian(file.Bytes.AsSpan(40)) / 48000.0;
        seconds.Should().BeApproximately(6, 0.1);
    }

    private async Task<string> UploadAsync(string type, string name, byte[] content)
    {
        var answer = await _fal.SendAsync(
            HttpMethod.Post, _fal.At("rest", "storage/upload/initiate?storage_type=fal-cdn-v3"), $$"""{"content_type":"{{type}}","file_name":"{{name}}"}""");
        await FalFixture.SendOpenAsync(HttpMethod.Put, answer.At("upload_url").GetString()!, content, ("Content-Type", type));
        return answer.At("file_url").GetString()!;
    }

    private async Task<byte[]> SpeechAsync(string text)
    {
        var answer = await _fal.RunAsync("fal-ai/dia-tts", $$"""{"text":{{FalFixture.Quote(text)}}}""");
        return (await FalFixture.SendOpenAsync(HttpMethod.Get, answer.At("audio", "url").GetString()!, null)).Bytes;
    }

    private async Task<byte[]> PngAsync()
    {
        var answer = await _fal.RunAsync("fal-ai/flux/schnell", """{"prompt":"a red leaf","output_format":"png","image_size":{"width":64,"height":48}}""");
        return (await FalFixture.SendOpenAsync(HttpMethod.Get, answer.At("images", 0, "url").GetString()!, null)).Bytes;
    }

    private static List<string> Boxes(ReadOnlySpan<byte> mp4)
    {
        var names = new List<string>();
        for (var at = 0; at < mp4.Length; at += BinaryPrimitives.ReadInt32BigEndian(mp4[at..]))
        {
            names.Add(Encoding.ASCII.GetString(mp4.Slice(at + 4, 4)));
        }

        return names;
    }

    private static double Duration(ReadOnlySpan<byte> mp4)
    {
        var head = mp4[(mp4.IndexOf("mvhd"u8) + 16)..];
        return (double)BinaryPrimitives.ReadInt32BigEndian(head[4..]) / BinaryPrimitives.ReadInt32BigEndian(head);
    }

    private static (int Width, int Height) Size(ReadOnlySpan<byte> mp4)
    {
        var entry = mp4[(mp4.IndexOf("avc1\0\0\0\0"u8) + 28)..];
        return (BinaryPrimitives.ReadInt16BigEndian(entry), BinaryPrimitives.ReadInt16BigEndian(entry[2..]));
    }
}
