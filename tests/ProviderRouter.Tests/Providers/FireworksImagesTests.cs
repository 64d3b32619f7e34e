using System.Text.Json.Nodes;
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
            Loras = [new() { Path = "owner/name" }],
        });

        wire.Request.ShouldBe(
            $"{Base}workflows/{Schnell}/text_to_image", TestRouter.FireworksKey, "image/jpeg", """{"prompt":"a tiger","aspect_ratio":"16:9"}""");
        Settings(answer).Should().BeEquivalentTo("NegativePrompt", "Size", "Count", "Scheduler", "SafetyChecker", "Format", "Loras");
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
            Loras = [new() { Path = "nerijs/pixel-art-xl/pixel-art-xl.safetensors" }],
        });

        wire.Request.ShouldBe(
            $"{Base}image_generation/{Sdxl}", TestRouter.FireworksKey, "image/jpeg",
            """{"prompt":"a tiger","negative_prompt":"stripes","cfg_scale":7,"height":512,"width":1024,"sampler":"DDIM","samples":1,"steps":30,"seed":5,"safety_check":true,"lora_adapter_name":"nerijs/pixel-art-xl","lora_weight_filename":"pixel-art-xl.safetensors"}""");
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

    [Theory]
    [InlineData("flux-1-dev-fp8", "workflows/{0}/text_to_image")]
    [InlineData("flux-1-schnell-fp8", "workflows/{0}/text_to_image")]
    [InlineData("stable-diffusion-3p5-large", "workflows/{0}/text_to_image")]
    [InlineData("something-new", "workflows/{0}/text_to_image")]
    [InlineData("stable-diffusion-xl-1024-v1-0", "image_generation/{0}")]
    [InlineData("SSD-1B", "image_generation/{0}")]
    [InlineData("playground-v2-1024px-aesthetic", "image_generation/{0}")]
    [InlineData("playground-v2-5-1024px-aesthetic", "image_generation/{0}")]
    [InlineData("japanese-stable-diffusion-xl", "image_generation/{0}")]
    public async Task GenerateImageAsync_EachModel_GoesToItsFamilysAddress(string name, string path)
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg"));
        var model = $"accounts/fireworks/models/{name}";

        await SendAsync(router, new() { Model = model, Prompt = "a tiger" });

        wire.Request.Line.Should().Be(Base + string.Format(System.Globalization.CultureInfo.InvariantCulture, path, model));
    }

    [Theory]
    [InlineData(1920, 1080, "16:9")]
    [InlineData(1024, 1024, "1:1")]
    [InlineData(1, 1000, "9:21")]
    [InlineData(1344, 768, "16:9")]
    [InlineData(832, 1216, "2:3")]
    public async Task GenerateImageAsync_SizeToAWorkflow_BecomesTheNearestRatio(int width, int height, string ratio)
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg"));

        await SendAsync(router, new() { Model = Schnell, Prompt = "a tiger", Size = new(width, height) });

        wire.Request.Body.ShouldBeJson($$"""{"prompt":"a tiger","aspect_ratio":"{{ratio}}"}""");
    }

    [Theory]
    [InlineData(Schnell, """{"prompt":"a tiger","aspect_ratio":"3:2"}""", "Size")]
    [InlineData(Sdxl, """{"prompt":"a tiger","height":64,"width":128}""", "AspectRatio")]
    public async Task GenerateImageAsync_SizeAndRatio_SendsWhatTheFamilyTakesAndWarnsOfTheOther(string model, string body, string warned)
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg"));

        var answer = await SendAsync(router, new() { Model = model, Prompt = "a tiger", Size = new(128, 64), AspectRatio = new(3, 2) });

        wire.Request.Body.ShouldBeJson(body);
        Settings(answer).Should().Equal(warned);
    }

    [Theory]
    [InlineData(Schnell)]
    [InlineData(Sdxl)]
    public async Task GenerateImageAsync_ProviderParameters_BeatTheTypedFieldsOnce(string model)
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg"));

        await SendAsync(router, new()
        {
            Model = model,
            Prompt = "a tiger",
            Seed = 1,
            ProviderParameters = new Dictionary<string, JsonObject> { ["fireworks-ai"] = new() { ["seed"] = 2, ["style_preset"] = "anime" } },
        });

        wire.Request.Body.Should().Be("""{"prompt":"a tiger","seed":2,"style_preset":"anime"}""");
    }

    [Fact]
    public async Task GenerateImageAsync_FormatThatFireworksDoesNotMake_IsWarnedOf()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg"));

        var answer = await SendAsync(router, new() { Model = Schnell, Prompt = "a tiger", Format = new("avif") });

        wire.Request.Headers["Accept"].Should().Be("image/jpeg");
        Settings(answer).Should().Equal("Format");
    }

    [Fact]
    public async Task GenerateImageAsync_SeveralJpegs_AreWarnedOfAsPngs()
    {
        using var router = new TestRouter();
        _ = new MediaWire(router, MediaWire.Json($$"""[{"base64":"{{Convert.ToBase64String(Png)}}"}]"""));

        var answer = await SendAsync(router, new() { Model = Sdxl, Prompt = "tigers", Count = 2, Format = ImageFormat.Jpeg });

        Settings(answer).Should().Equal("Format");
    }

    [Theory]
    [InlineData("owner/name", """{"prompt":"a tiger","lora_adapter_name":"owner/name"}""", 0)]
    [InlineData("owner/name/folder/file.safetensors", """{"prompt":"a tiger","lora_adapter_name":"owner/name","lora_weight_filename":"folder/file.safetensors"}""", 0)]
    [InlineData("https://x.test/file.safetensors", """{"prompt":"a tiger"}""", 1)]
    public async Task GenerateImageAsync_Adapter_IsSentByItsIdAtTheHub(string path, string body, int warnings)
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg"));

        var answer = await SendAsync(router, new() { Model = Sdxl, Prompt = "a tiger", Loras = [new() { Path = path }] });

        wire.Request.Body.ShouldBeJson(body);
        Settings(answer).Should().Equal(Enumerable.Repeat("Loras", warnings));
    }

    [Fact]
    public async Task GenerateImageAsync_SecondAdapterAndScale_AreWarnedOf()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg"));

        var answer = await SendAsync(router, new() { Model = Sdxl, Prompt = "a tiger", Loras = [new() { Path = "a/b", Scale = 0.5 }, new() { Path = "c/d" }] });

        wire.Request.Body.ShouldBeJson("""{"prompt":"a tiger","lora_adapter_name":"a/b"}""");
        Settings(answer).Should().Equal("Loras", "Loras");
    }

    [Theory]
    [InlineData(Schnell)]
    [InlineData(Sdxl)]
    public async Task StartAsync_ModelThatAnswersAtOnce_IsUnsupportedAndNothingIsSent(string model)
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(Jpeg, "image/jpeg"));

        var failure = (await FluentActions.Awaiting(() => router.Client.StartAsync(
            InferenceTasks.TextToImage, new() { Model = model, Provider = "fireworks-ai", Prompt = "a tiger" }, cancellationToken: TestContext.Current.CancellationToken)).Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(ErrorKind.Unsupported);
        wire.Requests.Should().BeEmpty();
    }

    private static Task<TextToImageResponse> SendAsync(TestRouter router, TextToImageRequest request) =>
        router.Client.GenerateImageAsync(request with { Provider = "fireworks-ai" }, TestContext.Current.CancellationToken);

    private static IEnumerable<string> Settings(TextToImageResponse answer) => answer.Info.Warnings.Select(warning => warning.Setting);
}
