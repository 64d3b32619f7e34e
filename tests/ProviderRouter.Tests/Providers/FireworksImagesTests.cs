using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers;

public sealed class FireworksImagesTests
{
    private const string Base = "POST https://api.fireworks.ai/inference/v1/";
    private const string Schnell = "accounts/fireworks/models/flux-1-schnell-fp8";
    private const string Sdxl = "accounts/fireworks/models/stable-diffusion-xl-1024-v1-0";

    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 4, 5, 6];

    [Fact]
    public async Task GenerateImageAsync_WorkflowModel_SendsEachParameterAndReadsBytesSeedAndCost()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Png, "image/png", ("Seed", "77"), ("Finish-Reason", "SUCCESS"), ("x-request-id", "req-1")));

        var answer = await router.Client.GenerateImageAsync(
            new()
            {
                Model = "black-forest-labs/FLUX.1-schnell",
                Prompt = "a \"tiger\"",
                AspectRatio = new(16, 9),
                Guidance = 3.5,
                Steps = 6,
                Seed = 77,
                Format = ImageFormat.Png,
            },
            TestContext.Current.CancellationToken);

        wire.Request.ShouldBe(
            $"{Base}workflows/{Schnell}/text_to_image", TestRouter.FireworksKey, "image/png",
            """{"prompt":"a \"tiger\"","aspect_ratio":"16:9","guidance_scale":3.5,"num_inference_steps":6,"seed":77}""");
        answer.Images.Should().ContainSingle();
        answer.Image.Bytes!.Value.ToArray().Should().Equal(Png);
        answer.Image.ContentType.Should().Be("image/png");
        answer.Seed.Should().Be(77);
        answer.Info.Provider.Should().Be("fireworks-ai");
        answer.Info.Model.Should().Be(Schnell);
        answer.Info.RequestId.Should().Be("req-1");
        answer.Info.Usage.Should().Be(new Usage { Images = 1, Steps = 6 });
        answer.Info.CostUsd.Should().Be(0.0021m);
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task GenerateImageAsync_OnlyAPrompt_SendsOnlyThatAndCountsTheModelsOwnSteps()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg"));

        var answer = await SendAsync(router, new() { Model = Schnell, Prompt = "a tiger" });

        wire.Request.ShouldBe($"{Base}workflows/{Schnell}/text_to_image", TestRouter.FireworksKey, "image/jpeg", """{"prompt":"a tiger"}""");
        answer.Image.ContentType.Should().Be("image/jpeg");
        answer.Seed.Should().BeNull();
        answer.Info.Usage.Should().Be(new Usage { Images = 1, Steps = 4 });
        answer.Info.CostUsd.Should().Be(0.0014m);
    }

    [Fact]
    public async Task GenerateImageAsync_WhatAWorkflowDoesNotTake_IsLeftOutAndWarnedOf()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg"));

        var answer = await SendAsync(router, new()
        {
            Model = Schnell,
            Prompt = "a tiger",
            NegativePrompt = "stripes",
            Size = new(1920, 1080),
            Count = 2,
            Scheduler = "DDIM",
            SafetyChecker = false,
            Format = ImageFormat.Webp,
        });

        wire.Request.ShouldBe(
            $"{Base}workflows/{Schnell}/text_to_image", TestRouter.FireworksKey, "image/jpeg", """{"prompt":"a tiger","aspect_ratio":"16:9"}""");
        Settings(answer).Should().BeEquivalentTo("NegativePrompt", "Size", "Count", "Scheduler", "SafetyChecker", "Format");
        answer.Info.Warnings.Should().ContainSingle(warning => warning.Setting == "Size").Which.Message.Should().Contain("16:9");
    }

    [Fact]
    public async Task GenerateImageAsync_GenerationModel_SendsItsOwnFieldNames()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg", ("Seed", "5")));

        var answer = await SendAsync(router, new()
        {
            Model = Sdxl,
            Prompt = "a tiger",
            NegativePrompt = "stripes",
            Size = new(1024, 512),
            Count = 1,
            Seed = 5,
            Steps = 30,
            Guidance = 7,
            Scheduler = "DDIM",
            SafetyChecker = true,
            Format = ImageFormat.Jpeg,
        });

        wire.Request.ShouldBe(
            $"{Base}image_generation/{Sdxl}", TestRouter.FireworksKey, "image/jpeg",
            """{"prompt":"a tiger","negative_prompt":"stripes","cfg_scale":7,"height":512,"width":1024,"sampler":"DDIM","samples":1,"steps":30,"seed":5,"safety_check":true}""");
        answer.Info.Warnings.Should().BeEmpty();
        answer.Seed.Should().Be(5);
        answer.Info.Usage.Should().Be(new Usage { Images = 1, Steps = 30, Megapixels = 0.524288 });
        answer.Info.CostUsd.Should().Be(0.0039m);
    }

    [Fact]
    public async Task GenerateImageAsync_SeveralOfAGenerationModel_AsksForJsonAndReadsEach()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Json(
            $$"""[{"base64":"{{Convert.ToBase64String(Png)}}","finishReason":"SUCCESS","seed":8},{"base64":"{{Convert.ToBase64String(Jpeg)}}","finishReason":"SUCCESS","seed":9}]"""));

        var answer = await SendAsync(router, new() { Model = Sdxl, Prompt = "tigers", Count = 2, AspectRatio = new(1, 1) });

        wire.Request.ShouldBe($"{Base}image_generation/{Sdxl}", TestRouter.FireworksKey, "application/json", """{"prompt":"tigers","samples":2}""");
        answer.Images.Select(image => image.ContentType).Should().Equal("image/png", "image/jpeg");
        answer.Images[1].Bytes!.Value.ToArray().Should().Equal(Jpeg);
        answer.Seed.Should().Be(8);
        answer.Info.Usage.Should().Be(new Usage { Images = 2, Steps = 100 });
        Settings(answer).Should().BeEquivalentTo("AspectRatio");
    }

    private static Task<TextToImageResponse> SendAsync(TestRouter router, TextToImageRequest request) =>
        router.Client.GenerateImageAsync(request with { Provider = "fireworks-ai" }, TestContext.Current.CancellationToken);

    private static IEnumerable<string> Settings(TextToImageResponse answer) => answer.Info.Warnings.Select(warning => warning.Setting);
}
