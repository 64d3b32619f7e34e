using System.Buffers.Binary;

namespace ProviderRouter.Emulator.Tests;

public sealed class MediaTests : IAsyncLifetime
{
    private const string Flux = "inference/v1/workflows/accounts/fireworks/models/flux-1-schnell-fp8/text_to_image";
    private const string Sdxl = "inference/v1/image_generation/accounts/fireworks/models/stable-diffusion-xl-1024-v1-0";

    private ProviderEmulator _emulator = null!;

    public async ValueTask InitializeAsync() =>
        _emulator = await ProviderEmulator.StartAsync(options => options.JobDuration = TimeSpan.FromMilliseconds(100));

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task Flux_AcceptPng_GivesBytesOfTheRatioAndTheSeed()
    {
        using var wire = new Wire(_emulator["fireworks-ai"]);

        var answer = await wire.PostAsync(Flux, """{"prompt":"x","aspect_ratio":"16:9","seed":7}""", ("Accept", "image/png"));

        answer.Type.Should().Be("image/png");
        answer.Headers.GetValues("Seed").Should().Equal("7");
        answer.Headers.GetValues("Finish-Reason").Should().Equal("SUCCESS");
        BinaryPrimitives.ReadInt32BigEndian(answer.Bytes.AsSpan(16)).Should().BeGreaterThan(BinaryPrimitives.ReadInt32BigEndian(answer.Bytes.AsSpan(20)));
    }

    [Fact]
    public async Task Flux_OtherSeed_GivesAnotherPicture()
    {
        using var wire = new Wire(_emulator["fireworks-ai"]);

        var one = await wire.PostAsync(Flux, """{"prompt":"x","seed":1}""", ("Accept", "image/jpeg"));
        var two = await wire.PostAsync(Flux, """{"prompt":"x","seed":2}""", ("Accept", "image/jpeg"));
        var again = await wire.PostAsync(Flux, """{"prompt":"x","seed":1}""", ("Accept", "image/jpeg"));

        one.Type.Should().Be("image/jpeg");
        two.Bytes.Should().NotEqual(one.Bytes);
        again.Bytes.Should().Equal(one.Bytes);
    }

    [Fact]
    public async Task Flux_AcceptJson_GivesBase64()
    {
        using var wire = new Wire(_emulator["fireworks-ai"]);

        var answer = await wire.PostAsync(Flux, """{"prompt":"x"}""", ("Accept", "application/json"));

        answer.At("base64", 0).GetString().Should().StartWith("data:image/png;base64,iVBOR");
        answer.At("finishReason").GetString().Should().Be("SUCCESS");
    }

    [Fact]
    public async Task Sdxl_SeveralSamples_GivesAList()
    {
        using var wire = new Wire(_emulator["fireworks-ai"]);

        var answer = await wire.PostAsync(Sdxl, """{"prompt":"x","samples":2,"width":64,"height":64}""", ("Accept", "application/json"));

        answer.Json.GetArrayLength().Should().Be(2);
        answer.At(1, "base64").GetBytesFromBase64().Take(1).Should().Equal((byte)0x89);
    }

    [Fact]
    public async Task Kontext_Submitted_IsReadyAfterAWhile()
    {
        using var wire = new Wire(_emulator["fireworks-ai"]);
        const string Path = "inference/v1/workflows/accounts/fireworks/models/flux-kontext-pro";
        var submitted = await wire.PostAsync(Path, """{"prompt":"x"}""");
        var poll = $$"""{"id":"{{submitted.At("request_id").GetString()}}"}""";

        var first = await wire.PostAsync(Path + "/get_result", poll);
        await Task.Delay(150, Wire.Token);
        var second = await wire.PostAsync(Path + "/get_result", poll);

        first.At("status").GetString().Should().BeOneOf("Task not found", "Pending", "Ready");
        second.At("status").GetString().Should().Be("Ready");
        (await wire.GetAsync(second.At("result", "sample").GetString()!)).Type.Should().Be("image/png");
    }

    [Theory]
    [InlineData(Flux, """{"aspect_ratio":"1:1"}""", 400)]
    [InlineData(Flux, """{"prompt":"x","aspect_ratio":"7:1"}""", 400)]
    [InlineData(Flux, """{"prompt":"x","seed":"a"}""", 400)]
    [InlineData("inference/v1/workflows/accounts/fireworks/models/flux-1-does-not-exist/text_to_image", """{"prompt":"x"}""", 404)]
    public async Task FireworksPicture_Invalid_IsRefused(string path, string body, int status)
    {
        using var wire = new Wire(_emulator["fireworks-ai"]);

        var answer = await wire.PostAsync(path, body);

        answer.Status.Should().Be(status);
        answer.At("error", "object").GetString().Should().Be("error");
    }

    [Fact]
    public async Task HfInference_PictureAndSpeech_AreBytes()
    {
        using var wire = new Wire(_emulator["hf-inference"]);

        var picture = await wire.PostAsync("models/a/flux", """{"inputs":"x","parameters":{"width":64,"height":32}}""", ("Accept", "image/png"));
        var speech = await wire.PostAsync("models/facebook/mms-tts-eng", """{"inputs":"hello"}""");
        var refused = await wire.PostAsync("models/a/flux", """{"prompt":"x"}""");

        picture.Type.Should().Be("image/png");
        speech.Type.Should().Be("audio/wav");
        BinaryPrimitives.ReadInt32LittleEndian(speech.Bytes.AsSpan(24)).Should().Be(24000);
        refused.Status.Should().Be(400);
        refused.At("error").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Array);
    }

    [Fact]
    public async Task OpenAIPicture_Url_IsServedWithoutAKey()
    {
        using var wire = new Wire(_emulator["openai-compatible"]);
        var answer = await wire.PostAsync("images/generations", """{"model":"m","prompt":"x","size":"64x64","n":2}""");

        using var plain = new HttpClient();
        var bytes = await plain.GetByteArrayAsync(new Uri(answer.At("data", 1, "url").GetString()!), Wire.Token);

        bytes[0].Should().Be(0x89);
    }

    [Theory]
    [InlineData("wav", "audio/wav")]
    [InlineData("pcm", "audio/pcm")]
    [InlineData("mp3", "audio/mpeg")]
    public async Task OpenAISpeech_KnownFormat_GrowsWithTheText(string format, string type)
    {
        using var wire = new Wire(_emulator["openai-compatible"]);

        var shorter = await wire.PostAsync("audio/speech", $$"""{"model":"m","voice":"v","input":"hi","response_format":"{{format}}"}""");
        var longer = await wire.PostAsync("audio/speech", $$"""{"model":"m","voice":"v","input":"hello world","response_format":"{{format}}"}""");

        longer.Type.Should().Be(type);
        longer.Bytes.Length.Should().BeGreaterThan(shorter.Bytes.Length);
    }

    [Theory]
    [InlineData("org/name:cheapest", 200)]
    [InlineData("org/name:fireworks-ai", 200)]
    [InlineData("org/name", 200)]
    [InlineData("org/name:nobody", 400)]
    [InlineData("name", 400)]
    public async Task Router_Suffix_ChoosesTheProvider(string model, int status)
    {
        using var wire = new Wire(_emulator["huggingface-router"]);

        var answer = await wire.PostAsync("v1/chat/completions", $$"""{"model":"{{model}}","messages":[{"role":"user","content":"Hi"}]}""");

        answer.Status.Should().Be(status);
        answer.Headers.Contains("x-inference-provider").Should().Be(status == 200);
    }
}
