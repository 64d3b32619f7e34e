using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.ReplicateWire;

namespace ProviderRouter.Tests.Providers;

public sealed class ReplicateVideoTests
{
    private const string Out = "https://replicate.delivery/x/out.mp4";
    private const string Kling = "kwaivgi/kling";
    private const string KlingInputs = """
        "prompt":{"type":"string"},"negative_prompt":{"type":"string"},"aspect_ratio":{"type":"string","enum":["16:9","1:1"]},"duration":{"type":"integer","enum":[5,10]},"cfg_scale":{"type":"number"},
        "start_image":{"type":"string","format":"uri"},"end_image":{"type":"string","format":"uri"}
        """;

    [Theory]
    [InlineData("wan-video/wan-2.2-t2v-fast", """{"prompt":"waves","num_frames":81,"frames_per_second":16,"aspect_ratio":"16:9","resolution":"480p","seed":7}""", "NegativePrompt,Duration,Size,Steps,Guidance,OptimizePrompt", 5.0625)]
    [InlineData("minimax/video-01", """{"prompt":"waves","prompt_optimizer":false}""", "NegativePrompt,FrameCount,FramesPerSecond,Duration,Size,AspectRatio,Resolution,Steps,Guidance,Seed", null)]
    [InlineData(Kling, """{"prompt":"waves","negative_prompt":"rain","duration":5,"aspect_ratio":"16:9","cfg_scale":0.5}""", "FrameCount,FramesPerSecond,Size,Resolution,Steps,Seed,OptimizePrompt", 5.0)]
    public async Task GenerateVideoAsync_EverythingSet_SendsWhatTheModelHasAndWarnsOfTheRest(string model, string input, string warnings, double? seconds)
    {
        using var wire = new ReplicateWire().Knows($"models/{Kling}", Model(KlingInputs)).Then("succeeded", $"\"{Out}\"", """ "metrics":{"predict_time":80} """);

        var answer = await wire.SendAsync(InferenceTasks.TextToVideo, new()
        {
            Model = model,
            Prompt = "waves",
            NegativePrompt = "rain",
            FrameCount = 81,
            FramesPerSecond = 16,
            Duration = TimeSpan.FromSeconds(5),
            AspectRatio = new(16, 9),
            Size = new(1280, 720),
            Resolution = "480p",
            Steps = 20,
            Guidance = 0.5,
            Seed = 7,
            OptimizePrompt = false,
        });

        wire.Bodies[0].ShouldBeJson($$"""{"input":{{input}}}""");
        Warnings(answer).Should().Be(warnings);
        answer.Video.Uri.Should().Be(new Uri(Out));
        answer.Video.ContentType.Should().Be("video/mp4");
        answer.Info.Usage.Should().Be(new Usage { Videos = 1, VideoSeconds = seconds, ComputeSeconds = 80 });
    }

    [Fact]
    public async Task GenerateVideoAsync_PromptAlone_SendsItAlone()
    {
        using var wire = new ReplicateWire().Then("succeeded", $"\"{Out}\"");

        var answer = await wire.SendAsync(InferenceTasks.TextToVideo, new() { Model = "minimax/video-01", Prompt = "waves" });

        wire.Lines.Should().Equal("POST https://api.replicate.com/v1/models/minimax/video-01/predictions");
        wire.Bodies[0].ShouldBeJson("""{"input":{"prompt":"waves"}}""");
        answer.Info.Usage.Should().Be(new Usage { Videos = 1 });
    }

    [Theory]
    [InlineData(""" "duration":{"type":"string","enum":["5s","10s"]} """, 5, ",\"duration\":\"5s\"", "")]
    [InlineData(""" "duration":{"type":"string","enum":["5","10"]} """, 10, ",\"duration\":\"10\"", "")]
    [InlineData(""" "seconds":{"type":"number"} """, 2.5, ",\"seconds\":2.5", "")]
    [InlineData(""" "duration":{"type":"integer"} """, 2.5, "", "Duration")]
    [InlineData(""" "duration":{"type":"integer","enum":[5,10]} """, 6, "", "Duration")]
    public async Task GenerateVideoAsync_Duration_IsSpelledAsTheModelTakesIt(string property, double seconds, string sent, string warnings)
    {
        using var wire = new ReplicateWire().Knows($"models/{Kling}", Model($""" "prompt":{"{"}"type":"string"{"}"},{property} """)).Then("succeeded", $"\"{Out}\"");

        var answer = await wire.SendAsync(InferenceTasks.TextToVideo, new() { Model = Kling, Prompt = "waves", Duration = TimeSpan.FromSeconds(seconds) });

        wire.Bodies[0].ShouldBeJson($$$"""{"input":{"prompt":"waves"{{{sent}}}}}""");
        Warnings(answer).Should().Be(warnings);
    }

    [Theory]
    [InlineData("minimax/video-01", """{"prompt":"waves","first_frame_image":"https://example.com/a.png","prompt_optimizer":true}""", "LastImage,NegativePrompt,FrameCount,FramesPerSecond,Duration,Size,AspectRatio,Resolution,Steps,Guidance,Seed")]
    [InlineData(Kling, """{"prompt":"waves","start_image":"https://example.com/a.png","end_image":"https://example.com/z.png","negative_prompt":"rain","duration":10,"aspect_ratio":"1:1","cfg_scale":0.5}""", "FrameCount,FramesPerSecond,Size,Resolution,Steps,Seed,OptimizePrompt")]
    [InlineData("acme/wan", """{"prompt":"waves","image":"https://example.com/a.png","last_image":"https://example.com/z.png","num_frames":81,"fps":24,"size":"832*480","resolution":"480p","sample_steps":20,"guide_scale":0.5,"seed":7}""", "NegativePrompt,Duration,AspectRatio,OptimizePrompt")]
    public async Task AnimateImageAsync_EverythingSet_SendsWhatTheModelHasAndWarnsOfTheRest(string model, string input, string warnings)
    {
        using var wire = new ReplicateWire().Knows($"models/{Kling}", Model(KlingInputs)).Knows("models/acme/wan", Model("""
            "prompt":{"type":"string"},"image":{"type":"string","format":"uri"},"last_image":{"type":"string","format":"uri"},"num_frames":{"type":"integer"},"fps":{"type":"integer"},
            "size":{"type":"string","enum":["832*480","480*832"]},"resolution":{"type":"string"},"sample_steps":{"type":"integer"},"guide_scale":{"type":"number"},"seed":{"type":"integer"}
            """)).Then("succeeded", $"\"{Out}\"");

        var answer = await wire.SendAsync(InferenceTasks.ImageToVideo, new()
        {
            Model = model,
            Image = MediaContent.FromUri(new("https://example.com/a.png")),
            LastImage = MediaContent.FromUri(new("https://example.com/z.png")),
            Prompt = "waves",
            NegativePrompt = "rain",
            FrameCount = 81,
            FramesPerSecond = 24,
            Duration = TimeSpan.FromSeconds(10),
            AspectRatio = new(1, 1),
            Size = new(832, 480),
            Resolution = "480p",
            Steps = 20,
            Guidance = 0.5,
            Seed = 7,
            OptimizePrompt = true,
        });

        wire.Bodies[0].ShouldBeJson($$"""{"input":{{input}}}""");
        Warnings(answer).Should().Be(warnings);
    }

    [Fact]
    public async Task AnimateImageAsync_ImageAlone_SendsItAlone()
    {
        using var wire = new ReplicateWire().Then("succeeded", $"\"{Out}\"");

        await wire.SendAsync(InferenceTasks.ImageToVideo, new() { Model = "minimax/video-01", Image = MediaContent.FromBytes(new byte[3], "image/webp") });

        wire.Bodies[0].ShouldBeJson("""{"input":{"first_frame_image":"data:image/webp;base64,AAAA"}}""");
    }

    [Fact]
    public async Task AnimateImageAsync_ModelThatTakesNoImage_IsUnsupportedAndNothingIsSent()
    {
        using var wire = new ReplicateWire();

        var failure = (await wire.Awaiting(wire => wire.SendAsync(InferenceTasks.ImageToVideo, new() { Model = "wan-video/wan-2.2-t2v-fast", Image = MediaContent.FromBytes(new byte[3]) }))
            .Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(ErrorKind.Unsupported);
        wire.Lines.Should().BeEmpty();
    }

    [Theory]
    [InlineData($"""["{Out}"]""", 1)]
    [InlineData($$"""{"thumbnail":"https://replicate.delivery/x/t.png","video":"{{Out}}"}""", 1)]
    [InlineData($$"""[{"file":"{{Out}}"},{"file":"https://replicate.delivery/x/second.webm"}]""", 2)]
    [InlineData("""{"video":{"url":"https://replicate.delivery/x/1","content_type":"video/mp4"},"mask":"https://replicate.delivery/x/m.png"}""", 1)]
    [InlineData("\"https://replicate.delivery/x/without-a-name\"", 1)]
    [InlineData("{\"video\":\"data:video/mp4;base64,AAAAGGZ0eXBtcDQy\"}", 1)]
    public async Task GenerateVideoAsync_ShapeOfTheOutput_DoesNotMatter(string output, int count)
    {
        using var wire = new ReplicateWire().Then("succeeded", output);

        var answer = await wire.SendAsync(InferenceTasks.TextToVideo, new() { Model = "minimax/video-01", Prompt = "waves" });

        answer.Videos.Should().HaveCount(count);
        answer.Videos.Should().OnlyContain(video => video.ContentType == null || video.ContentType.StartsWith("video/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task GenerateVideoAsync_NotDone_IsAskedMoreSeldomThanAnImage()
    {
        using var wire = new ReplicateWire();
        var reads = 0;
        wire.Always = _ => Response(200, reads++ == 12 ? Prediction("succeeded", $"\"{Out}\"") : Prediction("processing"));

        await wire.SendAsync(InferenceTasks.TextToVideo, new() { Model = "minimax/video-01", Prompt = "waves" });

        wire.Time.Delays[^1].TotalSeconds.Should().BeInRange(8, 12);
    }
}
