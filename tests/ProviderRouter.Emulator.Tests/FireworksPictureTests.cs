using System.Buffers.Binary;
using System.Net.Http.Headers;
using System.Text;

namespace ProviderRouter.Emulator.Tests;

public sealed class FireworksPictureTests : IAsyncLifetime
{
    private const string Sdxl = "inference/v1/image_generation/accounts/fireworks/models/stable-diffusion-xl-1024-v1-0";
    private const string Kontext = "inference/v1/workflows/accounts/fireworks/models/flux-kontext-max";

    private readonly Clock _clock = new();
    private ProviderEmulator _emulator = null!;
    private Wire _wire = null!;
    private byte[] _picture = [];

    public async ValueTask InitializeAsync()
    {
        _emulator = await ProviderEmulator.StartAsync(options =>
        {
            options.TimeProvider = _clock;
            options.JobDuration = TimeSpan.FromSeconds(10);
        });
        _wire = new Wire(_emulator["fireworks-ai"]);
        _picture = (await _wire.PostAsync(Sdxl, """{"prompt":"x","width":320,"height":160}""", ("Accept", "image/png"))).Bytes;
    }

    public ValueTask DisposeAsync()
    {
        _wire.Dispose();
        return _emulator.DisposeAsync();
    }

    [Fact]
    public async Task ImageToImage_Strength_GivesAListOfPicturesOfTheSameSize()
    {
        using var form = Form(("prompt", "y"), ("image_strength", "0.4"), ("samples", "2"), ("seed", "7"));
        form.Add(File(), "init_image", "a.png");

        var answer = await _wire.PostFormAsync(Sdxl + "/image_to_image", form);

        answer.Json.GetArrayLength().Should().Be(2);
        answer.At(1, "seed").GetInt32().Should().Be(8);
        answer.At(1, "finishReason").GetString().Should().Be("SUCCESS");
        var bytes = answer.At(0, "base64").GetBytesFromBase64();
        Size(bytes).Should().Be((320, 160));
    }

    [Theory]
    [InlineData("image_strength=", "Invalid value for 'image_strength': it is required when*")]
    [InlineData("image_strength=1.5", "Invalid value for 'image_strength': expected a number between 0 and 1.")]
    [InlineData("init_image_mode=STEP_SCHEDULE&step_schedule_start=0.5", "Invalid value for 'step_schedule_start': it and 'step_schedule_end' are required*")]
    [InlineData("init_image_mode=STEP_SCHEDULE&step_schedule_start=0.5&step_schedule_end=0.2", "Invalid value for 'step_schedule_end'*")]
    [InlineData("init_image_mode=other&image_strength=0.5", "Invalid value for 'init_image_mode': 'other' is not one of*")]
    [InlineData("image_strength=0.5&steps=x", "Invalid value for 'steps'*")]
    public async Task ImageToImage_WrongField_IsRefused(string fields, string message)
    {
        var pairs = fields.Split('&').Select(pair => pair.Split('=')).Where(pair => pair[1].Length > 0).Select(pair => (pair[0], pair[1]));
        using var form = Form([("prompt", "y"), .. pairs]);
        form.Add(File(), "init_image", "a.png");

        var answer = await _wire.PostFormAsync(Sdxl + "/image_to_image", form);

        answer.Status.Should().Be(400);
        answer.At("error", "message").GetString().Should().Match(message);
    }

    [Fact]
    public async Task ImageToImage_NoPicture_IsRefused()
    {
        using var none = Form(("prompt", "y"), ("image_strength", "0.4"));
        using var text = Form(("prompt", "y"), ("image_strength", "0.4"));
        text.Add(new ByteArrayContent("no picture"u8.ToArray()), "init_image", "a.png");

        (await _wire.PostFormAsync(Sdxl + "/image_to_image", none)).At("error", "message").GetString().Should().Be("Missing required field: 'init_image'.");
        (await _wire.PostFormAsync(Sdxl + "/image_to_image", text)).At("error", "message").GetString().Should().Be("Invalid value for 'init_image': the file is not a picture.");
        (await _wire.PostAsync(Sdxl + "/image_to_image", "{}")).Status.Should().Be(415);
    }

    [Fact]
    public async Task ControlNet_Named_HasItsOwnSize()
    {
        using var form = Form(("prompt", "y"), ("control_net_name", "canny"), ("width", "128"), ("height", "64"), ("conditioning_scale", "0.5"));
        form.Add(File(), "control_image", "a.png");
        using var nameless = Form(("prompt", "y"));
        nameless.Add(File(), "control_image", "a.png");

        var answer = await _wire.PostFormAsync(Sdxl + "/control_net", form);
        var refused = await _wire.PostFormAsync(Sdxl + "/control_net", nameless);

        Size(answer.At(0, "base64").GetBytesFromBase64()).Should().Be((128, 64));
        refused.At("error", "message").GetString().Should().Be("Missing required field: 'control_net_name'.");
    }

    [Fact]
    public async Task Picture_PromptFiltered_IsBlackAndSuccessfulButForTheReason()
    {
        const string Flux = "inference/v1/workflows/accounts/fireworks/models/flux-1-dev-fp8/text_to_image";

        var bytes = await _wire.PostAsync(Flux, """{"prompt":"please filter this"}""", ("Accept", "image/png"));
        var list = await _wire.PostAsync(Sdxl, """{"prompt":"please filter this","width":64,"height":64}""", ("Accept", "application/json"));

        bytes.Status.Should().Be(200);
        bytes.Headers.GetValues("Finish-Reason").Should().Equal("CONTENT_FILTERED");
        list.At(0, "finishReason").GetString().Should().Be("CONTENT_FILTERED");
    }

    [Fact]
    public async Task Kontext_AsTimeGoesBy_IsNotFoundThenPendingThenReady()
    {
        var submitted = await _wire.PostAsync(Kontext, $$"""{"prompt":"x","input_image":"{{Convert.ToBase64String(_picture)}}","safety_tolerance":2,"seed":null}""");
        var poll = $$"""{"id":"{{submitted.At("request_id").GetString()}}"}""";

        var statuses = new List<string>();
        foreach (var seconds in (int[])[0, 2, 9])
        {
            _clock.Advance(TimeSpan.FromSeconds(seconds));
            statuses.Add((await _wire.PostAsync(Kontext + "/get_result", poll)).At("status").GetString()!);
        }

        var ready = await _wire.PostAsync(Kontext + "/get_result", poll);
        var file = await _wire.GetAsync(ready.At("result", "sample").GetString()!);

        statuses.Should().Equal("Task not found", "Pending", "Ready");
        var (width, height) = Size(file.Bytes);
        ((double)width / height).Should().BeApproximately(2, 0.02, "the answer has the ratio of the picture given");
    }

    [Theory]
    [InlineData("please filter", "Content Moderated")]
    [InlineData("please refuse", "Request Moderated")]
    [InlineData("please fail", "Error")]
    public async Task Kontext_PromptThatAsksForIt_EndsBadly(string prompt, string status)
    {
        var submitted = await _wire.PostAsync(Kontext, $$"""{"prompt":"{{prompt}}"}""");
        _clock.Advance(TimeSpan.FromSeconds(11));

        var result = await _wire.PostAsync(Kontext + "/get_result", $$"""{"id":"{{submitted.At("request_id").GetString()}}"}""");

        result.Json.WithoutKeys("id").Should().BeJson($$"""{"status":"{{status}}","result":null,"progress":null,"details":null}""");
    }

    [Theory]
    [InlineData("""{"input_image":"aGVsbG8="}""", "prompt: Field required")]
    [InlineData("""{"prompt":"x","input_image":"aGVsbG8="}""", "input_image: not a picture in base64, nor an address")]
    [InlineData("""{"prompt":"x","input_image":"https://example.com/a.png","safety_tolerance":3}""", "safety_tolerance: at most 2 with an input image")]
    [InlineData("""{"prompt":"x","safety_tolerance":7}""", "safety_tolerance: expected a value between 0 and 6*")]
    [InlineData("""{"prompt":"x","aspect_ratio":"22:9"}""", "aspect_ratio: expected a ratio between 21:9 and 9:21")]
    [InlineData("""{"prompt":"x","output_format":"webp"}""", "output_format: expected one of jpeg, png*")]
    [InlineData("""{"prompt":"x","webhook_url":"nowhere"}""", "webhook_url: *")]
    [InlineData("""{"prompt":"x","prompt_upsampling":"yes"}""", "prompt_upsampling: expected a boolean*")]
    public async Task Kontext_Invalid_IsRefusedByMessage(string body, string message)
    {
        var answer = await _wire.PostAsync(Kontext, body);

        answer.Status.Should().Be(400);
        answer.At("error_message").GetString().Should().Match(message);
    }

    private static (int Width, int Height) Size(byte[] png) =>
        (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));

    private static MultipartFormDataContent Form(params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value, Encoding.UTF8), name);
        }

        return form;
    }

    private ByteArrayContent File()
    {
        var file = new ByteArrayContent(_picture);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return file;
    }

    /// <summary>A clock whose delays are real but whose time stands still until it is moved.</summary>
    private sealed class Clock : TimeProvider
    {
        private TimeSpan _moved;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + _moved;

        public void Advance(TimeSpan by) => _moved += by;
    }
}
