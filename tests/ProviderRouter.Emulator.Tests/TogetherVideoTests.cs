using Microsoft.Extensions.Time.Testing;

namespace ProviderRouter.Emulator.Tests;

public sealed class TogetherVideoTests : IAsyncLifetime
{
    private const string Path = "v2/videos";

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1760000000));
    private ProviderEmulator _emulator = null!;
    private Wire _wire = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ProviderEmulator.StartAsync(options =>
        {
            options.TimeProvider = _time;
            options.JobDuration = TimeSpan.FromSeconds(100);
        });
        _wire = new Wire(_emulator["together"]);
    }

    public ValueTask DisposeAsync()
    {
        _wire.Dispose();
        return _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Video_Ordered_IsQueuedThenMadeThenThere()
    {
        var created = await _wire.PostAsync(Path, """{"model":"minimax/hailuo-02","prompt":"a whale","width":128,"height":64,"seconds":"2","fps":6}""");
        var job = $"{Path}/{created.At("id").GetString()}";
        var queued = await _wire.GetAsync(job);
        _time.Advance(TimeSpan.FromSeconds(30));
        var running = await _wire.GetAsync(job);
        _time.Advance(TimeSpan.FromSeconds(70));
        var done = await _wire.GetAsync(job);

        created.Json.WithoutKeys("id").Should().BeJson(
            """{"object":"video","model":"minimax/hailuo-02","created_at":1760000000,"size":"128x64","seconds":"2"}""", "the status is missing at first");
        queued.At("status").GetString().Should().Be("queued");
        running.At("status").GetString().Should().Be("in_progress");
        running.Json.TryGetProperty("outputs", out _).Should().BeFalse();
        done.At("outputs", "cost").GetDecimal().Should().Be(0.28m);
        done.Json.WithoutKeys("id", "outputs").Should().BeJson("""
            {"object":"video","model":"minimax/hailuo-02","status":"completed","created_at":1760000000,"completed_at":1760000100,"size":"128x64","seconds":"2"}
            """);
        using var plain = new HttpClient();
        var file = await plain.GetByteArrayAsync(new Uri(done.At("outputs", "video_url").GetString()!), Wire.Token);
        file.AsSpan(4, 4).ToArray().Should().Equal("ftyp"u8.ToArray());
    }

    [Fact]
    public async Task Video_AskedToFail_TellsAnError()
    {
        var created = await _wire.PostAsync(Path, """{"model":"a/b","prompt":"please fail"}""");
        _time.Advance(TimeSpan.FromSeconds(100));

        var failed = await _wire.GetAsync($"{Path}/{created.At("id").GetString()}");

        failed.At("status").GetString().Should().Be("failed");
        failed.At("error", "message").GetString().Should().NotBeEmpty();
        failed.Json.TryGetProperty("outputs", out _).Should().BeFalse();
    }

    [Fact]
    public async Task Video_UnknownId_Answers404()
    {
        var answer = await _wire.GetAsync(Path + "/nobody");

        answer.Status.Should().Be(404);
    }

    [Theory]
    [InlineData("\"resolution\":\"720p\"", "1280x720")]
    [InlineData("\"resolution\":\"720p\",\"ratio\":\"9:16\"", "720x1280")]
    [InlineData("\"fps\":24", "1366x768")]
    public async Task Video_Size_FollowsResolutionAndRatio(string fields, string size)
    {
        var answer = await _wire.PostAsync(Path, $$"""{"model":"a/b","prompt":"x",{{fields}}}""");

        answer.At("size").GetString().Should().Be(size);
    }

    [Theory]
    [InlineData("\"seconds\":6", "seconds")]
    [InlineData("\"seconds\":\"11\"", "seconds")]
    [InlineData("\"steps\":5", "steps")]
    [InlineData("\"guidance_scale\":6.5", "guidance_scale")]
    [InlineData("\"output_format\":\"mp4\"", "output_format")]
    [InlineData("\"media\":{\"frame_images\":[{\"input_image\":\"https://a/b\",\"frame\":\"middle\"}]}", "media.frame_images")]
    [InlineData("\"media\":{\"pictures\":[]}", "media.pictures")]
    [InlineData("\"media\":{\"source_video\":{}}", "media.source_video")]
    [InlineData("\"frame_images\":[{\"input_image\":\"b.png\"}]", "frame_images")]
    public async Task Video_InvalidField_Answers400AndNamesIt(string fields, string field)
    {
        var answer = await _wire.PostAsync(Path, $$"""{"model":"a/b","prompt":"x",{{fields}}}""");

        answer.Status.Should().Be(400);
        answer.At("error", "param").GetString().Should().Be(field);
    }

    [Theory]
    [InlineData("""{"model":"a/b"}""", 400)]
    [InlineData("""{"model":"a/b","prompt":""}""", 400)]
    [InlineData("""{"model":"a/b","media":{"frame_images":[{"input_image":"https://a/b.png","frame":"first"},{"input_image":"https://a/c.png","frame":48}]}}""", 200)]
    [InlineData("""{"model":"a/b","media":{"source_video":"https://a/b.mp4","audio_inputs":["https://a/b.mp3",{"audio":"https://a/b.mp3"}]}}""", 200)]
    [InlineData("""{"model":"a/b","prompt":"x","reference_images":["https://a/b.png"]}""", 200)]
    public async Task Video_Prompt_IsRequiredUnlessThereAreMedia(string body, int status)
    {
        var answer = await _wire.PostAsync(Path, body);

        answer.Status.Should().Be(status);
    }

    [Theory]
    [InlineData(46_080, 400)]
    [InlineData(46_000, 200)]
    public async Task Video_InlineFrame_HasALimit(int bytes, int status)
    {
        var image = "data:image/png;base64," + Convert.ToBase64String(new byte[bytes]);

        var answer = await _wire.PostAsync(Path, $$"""{"model":"a/b","prompt":"x","frame_images":[{"input_image":"{{image}}","frame":0}]}""");

        answer.Status.Should().Be(status);
        if (status == 400)
        {
            answer.At("error", "message").GetString().Should().Contain("Range of input length should be [1, 61440]");
        }
    }
}
