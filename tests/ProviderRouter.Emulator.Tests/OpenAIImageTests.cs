using System.Buffers.Binary;

namespace ProviderRouter.Emulator.Tests;

public sealed class OpenAIImageTests : IAsyncLifetime
{
    private const string Edits = "images/edits";

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

    [Fact]
    public async Task Edit_WithoutSize_HasThatOfThePictureAndDependsOnIt()
    {
        var one = await EditAsync(await DrawAsync("a", 320, 200), ("response_format", "b64_json"));
        var other = await EditAsync(await DrawAsync("b", 320, 200), ("response_format", "b64_json"));

        var png = one.At("data", 0, "b64_json").GetBytesFromBase64();
        Size(png).Should().Be((320, 200));
        other.At("data", 0, "b64_json").GetBytesFromBase64().Should().NotEqual(png);
    }

    [Fact]
    public async Task Edit_Url_IsServedWithoutAKeyInTheAskedSizeAndFormat()
    {
        var answer = await EditAsync(await DrawAsync("a", 320, 200), ("n", "2"), ("size", "128x64"), ("output_format", "jpeg"));

        using var plain = new HttpClient();
        var bytes = await plain.GetByteArrayAsync(new Uri(answer.At("data", 1, "url").GetString()!), Wire.Token);

        bytes.Take(2).Should().Equal(0xFF, 0xD8);
    }

    [Fact]
    public async Task Edit_OfANewerModel_TakesSeveralPicturesAndTellsItsUsage()
    {
        var picture = await DrawAsync("a", 64, 64);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("gpt-image-1"), "model" },
            { new StringContent("both in one"), "prompt" },
            { new ByteArrayContent(picture), "image[]", "a.png" },
            { new ByteArrayContent(picture), "image[]", "b.png" },
        };

        var answer = await _wire.PostFormAsync(Edits, form);

        answer.At("data", 0, "b64_json").GetBytesFromBase64().Take(1).Should().Equal((byte)0x89);
        answer.Json.WithoutKeys("created", "data").Should().BeJson("""
            {"output_format":"png","size":"64x64","usage":{"input_tokens":643,"input_tokens_details":{"text_tokens":3,"image_tokens":640},
             "output_tokens":4160,"total_tokens":4803}}
            """);
    }

    [Fact]
    public async Task Generation_OfANewerModel_IsAlwaysInline()
    {
        var answer = await _wire.PostAsync("images/generations", """{"model":"gpt-image-1","prompt":"x","size":"64x64"}""");
        var refused = await _wire.PostAsync("images/generations", """{"model":"gpt-image-1","prompt":"x","response_format":"b64_json"}""");

        answer.At("data", 0, "b64_json").GetBytesFromBase64().Take(1).Should().Equal((byte)0x89);
        refused.Status.Should().Be(400);
        refused.At("error", "code").GetString().Should().Be("unknown_parameter");
    }

    [Theory]
    [InlineData(64, 64, 200)]
    [InlineData(64, 128, 400)]
    public async Task Edit_Mask_MustFitThePicture(int width, int height, int status)
    {
        using var form = Form(await DrawAsync("a", 64, 64));
        form.Add(new ByteArrayContent(await DrawAsync("mask", width, height)), "mask", "mask.png");

        var answer = await _wire.PostFormAsync(Edits, form);

        answer.Status.Should().Be(status);
        if (status == 400)
        {
            answer.At("error", "param").GetString().Should().Be("mask");
        }
    }

    [Theory]
    [InlineData("n", "11")]
    [InlineData("n", "two")]
    [InlineData("size", "big")]
    [InlineData("response_format", "base64")]
    [InlineData("output_format", "gif")]
    public async Task Edit_InvalidField_Answers400AndNamesIt(string field, string value)
    {
        var answer = await EditAsync(await DrawAsync("a", 64, 64), (field, value));

        answer.Status.Should().Be(400);
        answer.At("error", "param").GetString().Should().Be(field);
    }

    [Fact]
    public async Task Edit_WithoutPictureOrPromptOrForm_IsRefused()
    {
        using var noPicture = new MultipartFormDataContent { { new StringContent("x"), "prompt" } };
        using var noPrompt = new MultipartFormDataContent { { new ByteArrayContent(await DrawAsync("a", 64, 64)), "image", "a.png" } };
        using var noise = Form([1, 2, 3]);

        (await _wire.PostFormAsync(Edits, noPicture)).At("error", "param").GetString().Should().Be("image");
        (await _wire.PostFormAsync(Edits, noPrompt)).At("error", "param").GetString().Should().Be("prompt");
        (await _wire.PostFormAsync(Edits, noise)).At("error", "param").GetString().Should().Be("image");
        (await _wire.PostAsync(Edits, """{"prompt":"x"}""")).Status.Should().Be(415);
    }

    private async Task<byte[]> DrawAsync(string prompt, int width, int height)
    {
        var drawn = await _wire.PostAsync(
            "images/generations", $$"""{"model":"m","prompt":"{{prompt}}","size":"{{width}}x{{height}}","response_format":"b64_json"}""");
        return drawn.At("data", 0, "b64_json").GetBytesFromBase64();
    }

    private async Task<Answer> EditAsync(byte[] picture, params (string Name, string Value)[] fields)
    {
        using var form = Form(picture, fields);
        return await _wire.PostFormAsync(Edits, form);
    }

    private static MultipartFormDataContent Form(byte[] picture, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(picture), "image", "a.png" },
            { new StringContent("make it blue"), "prompt" },
        };
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        return form;
    }

    private static (int Width, int Height) Size(byte[] png) =>
        (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
}
