using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.Fal.FalWire;

namespace ProviderRouter.Tests.Providers.Fal;

public sealed class FalVideoTests
{
    private const string Video = """{"video":{"url":"https://v3.fal.media/files/a/v.mp4","content_type":"video/mp4","file_size":99,"width":1280,"height":720,"fps":24,"duration":5.2,"num_frames":125},"seed":7}""";
    private static readonly Uri First = new("https://files.example/first.png");
    private static readonly Uri Last = new("https://files.example/last.png");

    [Theory]
    [InlineData("fal-ai/veo3", """{"prompt":"waves","negative_prompt":"people","duration":"8s","aspect_ratio":"16:9","resolution":"720p","seed":0}""", "FrameCount,FramesPerSecond,Size,Steps,Guidance,OptimizePrompt")]
    [InlineData("fal-ai/veo2", """{"prompt":"waves","negative_prompt":"people","duration":"8s","aspect_ratio":"16:9","seed":0}""", "FrameCount,FramesPerSecond,Size,Resolution,Steps,Guidance,OptimizePrompt")]
    [InlineData("fal-ai/kling-video/v2.1/master/text-to-video", """{"prompt":"waves","negative_prompt":"people","duration":"8","aspect_ratio":"16:9","cfg_scale":0.5}""", "FrameCount,FramesPerSecond,Size,Resolution,Steps,Seed,OptimizePrompt")]
    [InlineData("fal-ai/wan/v2.2-a14b/text-to-video", """{"prompt":"waves","negative_prompt":"people","num_frames":81,"frames_per_second":16,"aspect_ratio":"16:9","resolution":"720p","num_inference_steps":27,"guidance_scale":0.5,"seed":0,"enable_prompt_expansion":false}""", "Duration,Size")]
    [InlineData("fal-ai/wan-25-preview/text-to-video", """{"prompt":"waves","negative_prompt":"people","duration":"8","aspect_ratio":"16:9","resolution":"720p","seed":0,"enable_prompt_expansion":false}""", "FrameCount,FramesPerSecond,Size,Steps,Guidance")]
    [InlineData("fal-ai/ltx-2/text-to-video", """{"prompt":"waves","duration":8,"fps":16,"resolution":"720p"}""", "NegativePrompt,FrameCount,AspectRatio,Size,Steps,Guidance,Seed,OptimizePrompt")]
    [InlineData("fal-ai/ltx-video-13b-dev", """{"prompt":"waves","negative_prompt":"people","num_frames":81,"frame_rate":16,"aspect_ratio":"16:9","resolution":"720p","seed":0,"expand_prompt":false}""", "Duration,Size,Steps,Guidance")]
    [InlineData("fal-ai/ltx-2-19b/text-to-video", """{"prompt":"waves","negative_prompt":"people","num_frames":81,"fps":16,"video_size":{"width":1280,"height":720},"num_inference_steps":27,"guidance_scale":0.5,"seed":0,"enable_prompt_expansion":false}""", "Duration,AspectRatio,Resolution")]
    [InlineData("fal-ai/cogvideox-5b", """{"prompt":"waves","negative_prompt":"people","export_fps":16,"video_size":{"width":1280,"height":720},"num_inference_steps":27,"guidance_scale":0.5,"seed":0}""", "FrameCount,Duration,AspectRatio,Resolution,OptimizePrompt")]
    [InlineData("fal-ai/minimax/hailuo-02/standard/text-to-video", """{"prompt":"waves","duration":"8","prompt_optimizer":false}""", "NegativePrompt,FrameCount,FramesPerSecond,AspectRatio,Size,Resolution,Steps,Guidance,Seed")]
    [InlineData("fal-ai/mochi-v1", """{"prompt":"waves","negative_prompt":"people","seed":0,"enable_prompt_expansion":false}""", "FrameCount,FramesPerSecond,Duration,AspectRatio,Size,Resolution,Steps,Guidance")]
    [InlineData("fal-ai/sora-2/text-to-video", """{"prompt":"waves","duration":8,"aspect_ratio":"16:9","resolution":"720p"}""", "NegativePrompt,FrameCount,FramesPerSecond,Size,Steps,Guidance,Seed,OptimizePrompt")]
    [InlineData("fal-ai/bytedance/seedance/v1/pro/text-to-video", """{"prompt":"waves","duration":"8","aspect_ratio":"16:9","resolution":"720p","seed":0}""", "NegativePrompt,FrameCount,FramesPerSecond,Size,Steps,Guidance,OptimizePrompt")]
    [InlineData("acme/unknown", """{"prompt":"waves","negative_prompt":"people","num_frames":81,"fps":16,"duration":8,"aspect_ratio":"16:9","resolution":"720p","num_inference_steps":27,"guidance_scale":0.5,"seed":0,"enable_prompt_expansion":false}""", "Size")]
    public async Task GenerateVideoAsync_EverythingSet_SendsWhatTheModelHasAndWarnsOfTheRest(string model, string body, string warnings)
    {
        using var wire = new FalWire().ThenJob(Video);

        var answer = await wire.Client.GenerateVideoAsync(
            OnFal(new TextToVideoRequest
            {
                Model = model,
                Prompt = "waves",
                NegativePrompt = "people",
                FrameCount = 81,
                FramesPerSecond = 16,
                Duration = TimeSpan.FromSeconds(8),
                AspectRatio = new(16, 9),
                Size = new(1280, 720),
                Resolution = "720p",
                Steps = 27,
                Guidance = 0.5,
                Seed = 0,
                OptimizePrompt = false,
            }),
            TestContext.Current.CancellationToken);

        wire.Body.ShouldBeJson(body);
        answer.Info.Warnings.Select(warning => warning.Setting).Should().BeEquivalentTo(warnings.Split(','));
    }

    [Theory]
    [InlineData("fal-ai/veo3")]
    [InlineData("acme/unknown")]
    public async Task GenerateVideoAsync_PromptAlone_SendsNothingThatWasNotSet(string model)
    {
        using var wire = new FalWire().ThenJob(Video);

        var answer = await wire.Client.GenerateVideoAsync(OnFal(new TextToVideoRequest { Model = model, Prompt = "waves" }), TestContext.Current.CancellationToken);

        wire.Body.ShouldBeJson("""{"prompt":"waves"}""");
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("fal-ai/veo3/image-to-video", "image_url", null)]
    [InlineData("fal-ai/veo3.1/first-last-frame-to-video", "first_frame_url", "last_frame_url")]
    [InlineData("fal-ai/kling-video/v3/pro/image-to-video", "start_image_url", "end_image_url")]
    [InlineData("fal-ai/kling-video/v2.5-turbo/pro/image-to-video", "image_url", "tail_image_url")]
    [InlineData("fal-ai/kling-video/v1.6/pro/image-to-video", "image_url", "tail_image_url")]
    [InlineData("fal-ai/kling-video/v2.1/master/image-to-video", "image_url", null)]
    [InlineData("fal-ai/wan/v2.2-a14b/image-to-video", "image_url", "end_image_url")]
    [InlineData("fal-ai/wan-flf2v", "start_image_url", "end_image_url")]
    [InlineData("fal-ai/pixverse/v5/transition", "first_image_url", "end_image_url")]
    [InlineData("fal-ai/minimax/video-01/image-to-video", "image_url", null)]
    [InlineData("acme/unknown", "image_url", "end_image_url")]
    public async Task AnimateImageAsync_EachFamily_GetsItsImagesByItsNames(string model, string first, string? last)
    {
        using var wire = new FalWire().ThenJob(Video);

        var answer = await wire.Client.AnimateImageAsync(
            OnFal(new ImageToVideoRequest { Model = model, Image = MediaContent.FromUri(First), LastImage = MediaContent.FromUri(Last), Prompt = "it moves" }), TestContext.Current.CancellationToken);

        wire.Body.ShouldBeJson(last is null
            ? $$"""{"prompt":"it moves","{{first}}":"{{First}}"}"""
            : $$"""{"prompt":"it moves","{{first}}":"{{First}}","{{last}}":"{{Last}}"}""");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal(last is null ? ["LastImage"] : []);
    }

    [Theory]
    [InlineData("fal-ai/veo3/image-to-video", """{"prompt":"it moves","image_url":"IN","negative_prompt":"people","duration":"8s","aspect_ratio":"16:9","resolution":"720p","seed":0}""", "LastImage,FrameCount,FramesPerSecond,Size,Steps,Guidance,OptimizePrompt")]
    [InlineData("fal-ai/kling-video/v2.1/master/image-to-video", """{"prompt":"it moves","image_url":"IN","negative_prompt":"people","duration":"8","cfg_scale":0.5}""", "LastImage,FrameCount,FramesPerSecond,AspectRatio,Size,Resolution,Steps,Seed,OptimizePrompt")]
    [InlineData("fal-ai/wan/v2.2-a14b/image-to-video", """{"prompt":"it moves","image_url":"IN","end_image_url":"LAST","negative_prompt":"people","num_frames":81,"frames_per_second":16,"aspect_ratio":"16:9","resolution":"720p","num_inference_steps":27,"guidance_scale":0.5,"seed":0,"enable_prompt_expansion":false}""", "Duration,Size")]
    public async Task AnimateImageAsync_EverythingSet_SendsWhatTheModelHasAndWarnsOfTheRest(string model, string body, string warnings)
    {
        using var wire = new FalWire().ThenJob(Video);

        var answer = await wire.Client.AnimateImageAsync(
            OnFal(new ImageToVideoRequest
            {
                Model = model,
                Image = MediaContent.FromUri(First),
                LastImage = MediaContent.FromUri(Last),
                Prompt = "it moves",
                NegativePrompt = "people",
                FrameCount = 81,
                FramesPerSecond = 16,
                Duration = TimeSpan.FromSeconds(8),
                AspectRatio = new(16, 9),
                Size = new(1280, 720),
                Resolution = "720p",
                Steps = 27,
                Guidance = 0.5,
                Seed = 0,
                OptimizePrompt = false,
            }),
            TestContext.Current.CancellationToken);

        wire.Body.ShouldBeJson(body.Replace("IN", First.AbsoluteUri, StringComparison.Ordinal).Replace("LAST", Last.AbsoluteUri, StringComparison.Ordinal));
        answer.Info.Warnings.Select(warning => warning.Setting).Should().BeEquivalentTo(warnings.Split(','));
    }

    [Fact]
    public async Task AnimateImageAsync_ImageAlone_SendsItAlone()
    {
        using var wire = new FalWire().ThenJob(Video);

        await wire.Client.AnimateImageAsync(new() { Model = "fal-ai/wan-i2v", Image = MediaContent.FromUri(First) }, TestContext.Current.CancellationToken);

        wire.Body.ShouldBeJson($$"""{"image_url":"{{First}}"}""");
    }

    [Fact]
    public async Task GenerateVideoAsync_WholeAnswer_TellsAllOfIt()
    {
        using var wire = new FalWire().ThenJob(Video);

        var answer = await wire.Client.GenerateVideoAsync(new() { Model = "fal-ai/veo3", Prompt = "waves", Duration = TimeSpan.FromSeconds(5) }, TestContext.Current.CancellationToken);

        answer.Video.Should().BeEquivalentTo(new { Uri = new Uri("https://v3.fal.media/files/a/v.mp4"), ContentType = "video/mp4", Length = 99, Width = 1280, Height = 720, Duration = TimeSpan.FromSeconds(5.2) });
        answer.Seed.Should().Be(7);
        answer.Info.Usage.Should().Be(new Usage { Videos = 1, VideoSeconds = 5.2, ComputeSeconds = 1.5 });
    }

    [Fact]
    public async Task GenerateVideoAsync_LengthIsNotTold_CountsWhatWasAskedFor()
    {
        using var wire = new FalWire().ThenJob("""{"video":{"url":"https://v3.fal.media/v.mp4"}}""").ThenJob("""{"video":{"url":"https://v3.fal.media/v.mp4"}}""");

        var asked = await wire.Client.GenerateVideoAsync(new() { Model = "fal-ai/veo3", Prompt = "waves", Duration = TimeSpan.FromSeconds(8) }, TestContext.Current.CancellationToken);
        var open = await wire.Client.GenerateVideoAsync(new() { Model = "fal-ai/veo3", Prompt = "waves" }, TestContext.Current.CancellationToken);

        asked.Info.Usage!.VideoSeconds.Should().Be(8);
        open.Info.Usage!.VideoSeconds.Should().BeNull();
    }
}
