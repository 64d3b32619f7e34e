using System.Buffers.Binary;
using System.Text.Json;

namespace ProviderRouter.Emulator.Tests;

public sealed class TogetherMediaTests : IAsyncLifetime
{
    private const string Draw = "v1/images/generations";
    private const string Speak = "v1/audio/speech";
    private const string Pixel = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private ProviderEmulator _emulator = null!;
    private Wire _wire = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ProviderEmulator.StartAsync(options => options.JobDuration = TimeSpan.FromMilliseconds(200));
        _wire = new Wire(_emulator["together"]);
    }

    public ValueTask DisposeAsync()
    {
        _wire.Dispose();
        return _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Images_Url_LeadsToAJpegByARedirectWithoutAKey()
    {
        var answer = await _wire.PostAsync(Draw, """{"model":"black-forest-labs/FLUX.2-pro","prompt":"x","width":128,"height":64,"n":2}""");
        var address = new Uri(answer.At("data", 1, "url").GetString()!);
        using var patient = new HttpClient();
        using var eager = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, address);

        var file = await patient.GetByteArrayAsync(address, Wire.Token);
        using var redirect = await eager.SendAsync(request, Wire.Token);

        file.Take(2).Should().Equal(0xFF, 0xD8);
        ((int)redirect.StatusCode).Should().Be(302);
        redirect.Headers.Location!.AbsolutePath.Should().StartWith("/together/storage/");
        answer.At("data", 1).WithoutKeys("url", "timings").Should().BeJson("""{"index":1,"type":"url"}""");
        answer.At("object").GetString().Should().Be("list");
    }

    [Fact]
    public async Task Images_Base64_StandsAsB64JsonInTheAskedFormat()
    {
        var answer = await _wire.PostAsync(
            Draw, """{"model":"black-forest-labs/FLUX.2-pro","prompt":"x","width":128,"height":64,"response_format":"base64","output_format":"png"}""");

        var png = answer.At("data", 0, "b64_json").GetBytesFromBase64();
        Size(png).Should().Be((128, 64));
        answer.At("data", 0, "type").GetString().Should().Be("b64_json");
    }

    [Theory]
    [InlineData("black-forest-labs/FLUX.1-schnell", "\"aspect_ratio\":\"16:9\",\"width\":128", 1368, 768)]
    [InlineData("black-forest-labs/FLUX.1-schnell", "\"width\":128,\"height\":64", 128, 64)]
    [InlineData("black-forest-labs/FLUX.1-kontext-pro", "\"width\":128,\"height\":64", 1024, 1024)]
    [InlineData("black-forest-labs/FLUX.2-pro", "\"aspect_ratio\":\"16:9\",\"width\":128", 128, 1024)]
    public async Task Images_Size_FollowsWhatTheFamilyHeeds(string model, string fields, int width, int height)
    {
        var answer = await _wire.PostAsync(
            Draw, $$"""{"model":"{{model}}","prompt":"x",{{fields}},"response_format":"base64","output_format":"png"}""");

        Size(answer.At("data", 0, "b64_json").GetBytesFromBase64()).Should().Be((width, height));
    }

    [Theory]
    [InlineData("black-forest-labs/FLUX.1-kontext-pro", "\"image_url\":\"" + Pixel + "\"", 200)]
    [InlineData("black-forest-labs/FLUX.1-kontext-pro", "\"reference_images\":[\"https://a/b.png\"]", 400)]
    [InlineData("black-forest-labs/FLUX.2-pro", "\"reference_images\":[\"https://a/b.png\",\"" + Pixel + "\"]", 200)]
    [InlineData("black-forest-labs/FLUX.2-pro", "\"image_url\":\"https://a/b.png\"", 400)]
    [InlineData("black-forest-labs/FLUX.2-pro", "\"reference_images\":[\"https://a/b.png\"],\"image_url\":\"https://a/b.png\"", 400)]
    [InlineData("black-forest-labs/FLUX.2-pro", "\"reference_images\":[\"b.png\"]", 400)]
    [InlineData("google/flash-image-2.5", "\"seed\":1", 400)]
    [InlineData("google/flash-image-2.5", "\"steps\":4", 400)]
    [InlineData("google/flash-image-2.5", "\"aspect_ratio\":\"1:1\"", 200)]
    [InlineData("black-forest-labs/FLUX.1-schnell", "\"steps\":13", 400)]
    [InlineData("black-forest-labs/FLUX.1-dev-lora", "\"image_loras\":[{\"path\":\"a/b\",\"scale\":0.5}]", 200)]
    [InlineData("black-forest-labs/FLUX.1-dev-lora", "\"image_loras\":[{\"path\":\"a/b\"}]", 400)]
    [InlineData("black-forest-labs/FLUX.2-pro", "\"image_loras\":[{\"path\":\"a/b\",\"scale\":0.5}]", 400)]
    [InlineData("black-forest-labs/FLUX.2-pro", "\"response_format\":\"b64_json\"", 400)]
    [InlineData("black-forest-labs/FLUX.2-pro", "\"n\":5", 400)]
    public async Task Images_FamilyRules_AreKept(string model, string fields, int status)
    {
        var answer = await _wire.PostAsync(Draw, $$"""{"model":"{{model}}","prompt":"x",{{fields}}}""");

        answer.Status.Should().Be(status);
    }

    [Fact]
    public async Task Images_SeedOfGemini_IsRefusedInItsWords()
    {
        var answer = await _wire.PostAsync(Draw, """{"model":"google/flash-image-2.5","prompt":"x","seed":1}""");

        answer.At("error", "message").GetString().Should().Be("Unsupported use of 'seed' parameter");
    }

    [Theory]
    [InlineData("", "audio/wav", "RIFF")]
    [InlineData("\"response_format\":\"mp3\",", "audio/mpeg", "ID3\u0003")]
    public async Task Speech_Files_AreWavUnlessAsked(string fields, string type, string start)
    {
        var answer = await _wire.PostAsync(Speak, Said("cartesia/sonic-2", "helpful woman", fields));

        answer.Type.Should().Be(type);
        answer.Text.Should().StartWith(start);
    }

    [Theory]
    [InlineData("cartesia/sonic-2", "helpful woman", "", 44100 * 4)]
    [InlineData("cartesia/sonic-2", "helpful woman", "\"sample_rate\":8000,\"response_encoding\":\"pcm_mulaw\",", 8000)]
    [InlineData("cartesia/sonic-2", "helpful woman", "\"sample_rate\":16000,\"response_encoding\":\"pcm_s16le\",", 16000 * 2)]
    [InlineData("hexgrad/Kokoro-82M", "af_bella(2)+af_heart(1)", "\"sample_rate\":8000,", 24000 * 2)]
    public async Task Speech_Raw_HasTheRateAndEncodingOfTheModel(string model, string voice, string fields, int bytesPerSecond)
    {
        var answer = await _wire.PostAsync(Speak, Said(model, voice, fields + "\"response_format\":\"raw\","));

        answer.Type.Should().Be("application/octet-stream");
        (answer.Bytes.Length / (double)bytesPerSecond).Should().BeApproximately(0.3, 0.001, "five letters of 60 ms were said");
    }

    [Fact]
    public async Task Speech_Stream_JoinsToTheRawFile()
    {
        const string Raw = "\"response_format\":\"raw\",";
        var file = await _wire.PostAsync(Speak, Said("hexgrad/Kokoro-82M", "af_heart", Raw));
        var stream = await _wire.PostAsync(Speak, Said("hexgrad/Kokoro-82M", "af_heart", Raw + "\"stream\":true,"));

        stream.Type.Should().Be("text/event-stream");
        stream.Events.Length.Should().BeGreaterThan(1);
        stream.Events.SelectMany(data => data.GetProperty("b64").GetBytesFromBase64()).Should().Equal(file.Bytes);
        stream.Events[0].WithoutKeys("b64").Should().BeJson("""{"object":"audio.tts.chunk","model":"hexgrad/Kokoro-82M"}""");
        stream.Text.Should().EndWith("data: [DONE]\n\n");
    }

    [Theory]
    [InlineData("""{"model":"a/b","input":"x"}""", "voice")]
    [InlineData("""{"model":"hexgrad/Kokoro-82M","input":"x","voice":"tara"}""", "voice")]
    [InlineData("""{"model":"a/b","input":"x","voice":"v","stream":true}""", "response_format")]
    [InlineData("""{"model":"a/b","input":"x","voice":"v","response_format":"opus"}""", "response_format")]
    [InlineData("""{"model":"a/b","input":"x","voice":"v","language":"xx"}""", "language")]
    public async Task Speech_InvalidField_Answers400AndNamesIt(string body, string field)
    {
        var answer = await _wire.PostAsync(Speak, body);

        answer.Status.Should().Be(400);
        answer.At("error", "param").GetString().Should().Be(field);
    }

    [Fact]
    public async Task Voices_OfOneModel_AreListed()
    {
        var all = await _wire.GetAsync("v1/voices");
        var one = await _wire.GetAsync("v1/voices?model=canopylabs/orpheus-3b-0.1-ft");

        all.At("data").GetArrayLength().Should().BeGreaterThan(1);
        one.At("data").GetArrayLength().Should().Be(1);
        one.At("data", 0, "voices", 0).Should().BeJson("""{"id":"tara","name":"tara"}""");
    }

    private static string Said(string model, string voice, string fields) =>
        $$"""{"model":"{{model}}","voice":"{{voice}}",{{fields}}"input":"hello"}""";

    private static (int Width, int Height) Size(byte[] png) =>
        (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
}
