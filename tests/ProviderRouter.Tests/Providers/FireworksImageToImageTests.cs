using System.Text;
using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers;

/// <summary>Images made from images: by FLUX Kontext as jobs, by the Stable Diffusion XL family as forms.</summary>
public sealed class FireworksImageToImageTests
{
    private const string Sdxl = "accounts/fireworks/models/stable-diffusion-xl-1024-v1-0";
    private const string Edit = $"POST https://api.fireworks.ai/inference/v1/image_generation/{Sdxl}/image_to_image";

    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];
    private static readonly MediaContent Picture = MediaContent.FromBytes(Encoding.ASCII.GetBytes("GIF89a"));

    [Fact]
    public async Task EditImageAsync_Kontext_SendsTheImageAsADataAddress()
    {
        using var wire = new KontextWire(KontextWire.Submitted, KontextWire.Ready());

        var answer = await wire.EditAsync(new() { Image = Picture, Prompt = "make it blue" });

        wire.Requests.Select(request => request.Line).Should().Equal(KontextWire.Submit, KontextWire.Poll);
        wire.Requests[0].Body.ShouldBeJson("""{"prompt":"make it blue","input_image":"data:image/gif;base64,R0lGODlh"}""");
        answer.Image.Uri.Should().Be(new Uri(KontextWire.Sample));
        answer.Info.Usage.Should().Be(new Usage { Images = 1 });
        answer.Info.CostUsd.Should().Be(0.04m);
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task EditImageAsync_KontextWithEachSetting_SendsWhatItTakesAndWarnsOfTheRest()
    {
        using var wire = new KontextWire(KontextWire.Submitted, KontextWire.Ready());

        var answer = await wire.EditAsync(new()
        {
            Image = MediaContent.FromUri(new("https://x.test/a.png?b=1")),
            Prompt = "make it blue",
            References = [Picture],
            NegativePrompt = "red",
            Strength = 0.5,
            Size = new(1024, 1024),
            AspectRatio = new(4, 3),
            Count = 3,
            Seed = 9,
            Steps = 8,
            Guidance = 2,
            ImageGuidance = 1,
            Scheduler = "x",
            Format = ImageFormat.Png,
            SafetyChecker = false,
            Loras = [new() { Path = "a/b" }],
        });

        wire.Requests[0].Body.ShouldBeJson("""{"prompt":"make it blue","aspect_ratio":"4:3","seed":9,"output_format":"png","input_image":"https://x.test/a.png?b=1"}""");
        Settings(answer).Should().BeEquivalentTo(
            "References", "NegativePrompt", "Strength", "Size", "Count", "Steps", "Guidance", "ImageGuidance", "Scheduler", "SafetyChecker", "Loras");
    }

    [Fact]
    public async Task StartAsync_KontextEdit_HandsOutTheJobOfItsTask()
    {
        using var wire = new KontextWire(KontextWire.Submitted);

        var job = await wire.Client.StartAsync(
            InferenceTasks.ImageToImage, new() { Model = KontextWire.Model, Provider = "fireworks-ai", Image = Picture, Prompt = "blue" }, cancellationToken: TestContext.Current.CancellationToken);

        (job.Handle.Task, job.Handle.JobId).Should().Be(("image-to-image", "k1"));
        wire.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task EditImageAsync_DiffusionWithOnlyWhatIsRequired_SendsTheFormWithAStrength()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg", ("Seed", "5")));

        var answer = await SendAsync(router, new() { Image = Picture, Prompt = "make it blue" });

        wire.Request.Line.Should().Be(Edit);
        wire.Request.Headers.Should().BeEquivalentTo(new Dictionary<string, string> { ["Accept"] = "image/jpeg", ["Authorization"] = $"Bearer {TestRouter.FireworksKey}" });
        SentForm.Of(wire.Request.Body).Should().Equal("init_image=file.gif(image/gif):GIF89a", "image_strength=0.35", "prompt=make it blue");
        answer.Image.Bytes!.Value.ToArray().Should().Equal(Jpeg);
        answer.Seed.Should().Be(5);
        answer.Info.Usage.Should().Be(new Usage { Images = 1, Steps = 50 });
        answer.Info.CostUsd.Should().Be(0.0065m);
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task EditImageAsync_DiffusionWithEachSetting_SendsThemAllWithTheStrengthTurnedAround()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Json($$"""[{"base64":"{{Convert.ToBase64String(Jpeg)}}","seed":3},{"base64":"{{Convert.ToBase64String(Jpeg)}}"}]"""));

        var answer = await SendAsync(router, new()
        {
            Image = Picture,
            Prompt = "make it blue",
            NegativePrompt = "red",
            Strength = 0.8,
            Size = new(1024, 512),
            Count = 2,
            Seed = 9,
            Steps = 30,
            Guidance = 7.5,
            Scheduler = "DDIM",
            Format = ImageFormat.Png,
            SafetyChecker = true,
            Loras = [new() { Path = "a/b/c.safetensors" }],
        });

        wire.Request.Headers["Accept"].Should().Be("application/json");
        SentForm.Of(wire.Request.Body).Should().Equal(
            "init_image=file.gif(image/gif):GIF89a", "image_strength=0.2", "prompt=make it blue", "negative_prompt=red", "cfg_scale=7.5", "height=512", "width=1024",
            "sampler=DDIM", "samples=2", "steps=30", "seed=9", "safety_check=true", "lora_adapter_name=a/b", "lora_weight_filename=c.safetensors");
        answer.Images.Should().HaveCount(2);
        answer.Seed.Should().Be(3);
        answer.Info.Usage.Should().Be(new Usage { Images = 2, Steps = 60, Megapixels = 1.048576 });
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Theory]
    [InlineData(0, "image_strength=1")]
    [InlineData(1, "image_strength=0")]
    [InlineData(0.1, "image_strength=0.9")]
    public async Task EditImageAsync_Strength_IsTurnedAround(double strength, string part)
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg"));

        await SendAsync(router, new() { Image = Picture, Prompt = "blue", Strength = strength });

        SentForm.Of(wire.Request.Body).Should().Contain(part);
    }

    [Fact]
    public async Task EditImageAsync_ScheduleOfTheCallersOwn_TakesTheStrengthsPlace()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg"));

        await SendAsync(router, new()
        {
            Image = Picture,
            Prompt = "blue",
            ProviderParameters = new Dictionary<string, JsonObject> { ["fireworks-ai"] = new() { ["step_schedule_start"] = 0.5, ["step_schedule_end"] = 0.9 } },
        });

        SentForm.Of(wire.Request.Body).Should().Equal(
            "init_image=file.gif(image/gif):GIF89a", "init_image_mode=STEP_SCHEDULE", "prompt=blue", "step_schedule_start=0.5", "step_schedule_end=0.9");
    }

    [Fact]
    public async Task EditImageAsync_WhatDiffusionDoesNotTake_IsWarnedOf()
    {
        using var router = new TestRouter();
        _ = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg"));

        var answer = await SendAsync(router, new() { Image = Picture, Prompt = "blue", References = [Picture], ImageGuidance = 1, AspectRatio = new(1, 1), Format = ImageFormat.Webp });

        Settings(answer).Should().BeEquivalentTo("References", "ImageGuidance", "AspectRatio", "Format");
    }

    [Theory]
    [InlineData("accounts/fireworks/models/flux-1-dev-fp8", false, "blue", ErrorKind.Unsupported)]
    [InlineData(Sdxl, true, "blue", ErrorKind.Unsupported)]
    [InlineData(Sdxl, false, null, ErrorKind.Unsupported)]
    [InlineData(KontextWire.Model, true, "blue", ErrorKind.Unsupported)]
    [InlineData(KontextWire.Model, false, "", ErrorKind.Unsupported)]
    public async Task EditImageAsync_WhatWouldMeanNothing_IsRefusedBeforeItIsSent(string model, bool hasMask, string? prompt, ErrorKind kind)
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg"));

        var failure = (await FluentActions.Awaiting(() => SendAsync(router, new() { Model = model, Image = Picture, Prompt = prompt, Mask = hasMask ? Picture : null })).Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(kind);
        wire.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData(Sdxl)]
    [InlineData(KontextWire.Model)]
    public async Task EditImageAsync_ImageTooLarge_IsRefusedWithTheLimit(string model)
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg"));

        var failure = (await FluentActions.Awaiting(() => SendAsync(router, new() { Model = model, Image = MediaContent.FromBytes(new byte[20_000_001], "image/png"), Prompt = "blue" })).Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(ErrorKind.LimitExceeded);
        failure.Message.Should().Contain("20000000");
        wire.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task EditImageAsync_FilteredPicture_IsContentFiltered()
    {
        using var router = new TestRouter();
        _ = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg", ("Finish-Reason", "CONTENT_FILTERED")));

        (await FluentActions.Awaiting(() => SendAsync(router, new() { Image = Picture, Prompt = "blue" })).Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.ContentFiltered);
    }

    private static Task<ImageToImageResponse> SendAsync(TestRouter router, ImageToImageRequest request) =>
        router.Client.EditImageAsync(request with { Model = request.Model ?? Sdxl, Provider = "fireworks-ai" }, TestContext.Current.CancellationToken);

    private static IEnumerable<string> Settings(ImageToImageResponse answer) => answer.Info.Warnings.Select(warning => warning.Setting);
}
