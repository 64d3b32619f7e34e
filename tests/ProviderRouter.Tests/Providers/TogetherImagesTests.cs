using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.TogetherWire;

namespace ProviderRouter.Tests.Providers;

public sealed class TogetherImagesTests
{
    private const string Schnell = "black-forest-labs/FLUX.1-schnell";
    private const string Kontext = "black-forest-labs/FLUX.1-kontext-pro";
    private const string Gemini = "google/flash-image-2.5";
    private const string Line = $"POST {Base}v1/images/generations";
    private const string Whale = """{"id":"oF1","model":"m","object":"list","data":[{"index":0,"b64_json":"/9j/4AAQ","type":"b64_json"}]}""";

    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10];
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47];

    [Fact]
    public async Task GenerateImageAsync_OnlyWhatIsRequired_IsWritten()
    {
        using var wire = new TogetherWire(Json(Whale));

        var answer = await GenerateAsync(wire, new() { Model = Schnell, Prompt = "a whale" });

        wire.Request.ShouldBe(Line, Key, "application/json", $$"""{"model":"{{Schnell}}","prompt":"a whale","response_format":"base64"}""");
        answer.Image.Bytes!.Value.ToArray().Should().Equal(Jpeg);
        answer.Image.ContentType.Should().Be("image/jpeg");
        answer.Info.Warnings.Should().BeEmpty();
        answer.Info.Usage.Should().BeEquivalentTo(new Usage { Images = 1, Megapixels = 1.048576 });
        answer.Info.CostUsd.Should().BeApproximately(0.0027m * 1.048576m, 0.0000001m);
    }

    [Fact]
    public async Task GenerateImageAsync_EverythingSet_IsWritten()
    {
        using var wire = new TogetherWire(Json(Whale));

        var answer = await GenerateAsync(wire, new()
        {
            Model = "black-forest-labs/FLUX.1-dev-lora",
            Prompt = "a whale",
            NegativePrompt = "ships",
            Size = new(640, 480),
            Count = 2,
            Seed = 0,
            Steps = 28,
            Guidance = 3.5,
            Format = ImageFormat.Png,
            SafetyChecker = false,
            Loras = [new() { Path = "https://huggingface.co/a/b", Scale = 0.8 }, new() { Path = "c/d" }],
        });

        wire.Request.Body.ShouldBeJson("""
            {
              "model":"black-forest-labs/FLUX.1-dev-lora","prompt":"a whale","negative_prompt":"ships","width":640,"height":480,"guidance_scale":3.5,
              "steps":28,"seed":0,"n":2,"image_loras":[{"path":"https://huggingface.co/a/b","scale":0.8},{"path":"c/d","scale":1}],
              "response_format":"base64","output_format":"png","disable_safety_checker":true
            }
            """);
        answer.Info.Warnings.Should().BeEmpty();
        answer.Info.Usage!.Megapixels.Should().BeApproximately(0.3072, 1e-9);
    }

    [Theory]
    [InlineData(Schnell, 16, 9, """{"aspect_ratio":"16:9"}""", null)]
    [InlineData(Kontext, 16, 9, """{"aspect_ratio":"16:9"}""", null)]
    [InlineData(Gemini, 3, 4, """{"aspect_ratio":"3:4"}""", null)]
    [InlineData("black-forest-labs/FLUX.2-pro", 16, 9, """{"width":1360,"height":768}""", "Sent as 1360x768: this model takes pixels at Together.")]
    [InlineData("black-forest-labs/FLUX.1.1-pro", 1, 1, """{"width":1024,"height":1024}""", "Sent as 1024x1024: this model takes pixels at Together.")]
    [InlineData("black-forest-labs/FLUX.1.1-pro", 0, 1, "{}", "Not sent: it is no ratio of two lengths.")]
    public async Task GenerateImageAsync_Ratio_IsToldAsTheModelTakesIt(string model, int width, int height, string fields, string? warning)
    {
        using var wire = new TogetherWire(Json(Whale));

        var answer = await GenerateAsync(wire, new() { Model = model, Prompt = "x", AspectRatio = new(width, height) });

        wire.Request.Body.ShouldBeJson(With(fields, model));
        answer.Info.Warnings.Should().Equal(warning is null ? [] : [new InferenceWarning("AspectRatio", warning)]);
    }

    [Theory]
    [InlineData(Schnell, 1024, 576, """{"width":1024,"height":576}""", null)]
    [InlineData(Kontext, 1366, 768, """{"aspect_ratio":"16:9"}""", "Sent as the ratio 16:9: this model chooses the pixels itself at Together.")]
    [InlineData(Gemini, 900, 1200, """{"aspect_ratio":"3:4"}""", "Sent as the ratio 3:4: this model chooses the pixels itself at Together.")]
    public async Task GenerateImageAsync_Size_IsToldAsTheModelTakesIt(string model, int width, int height, string fields, string? warning)
    {
        using var wire = new TogetherWire(Json(Whale));

        var answer = await GenerateAsync(wire, new() { Model = model, Prompt = "x", Size = new(width, height) });

        wire.Request.Body.ShouldBeJson(With(fields, model));
        answer.Info.Warnings.Should().Equal(warning is null ? [] : [new InferenceWarning("Size", warning)]);
        answer.Info.Usage!.Megapixels.Should().Be(warning is null ? 0.589824 : null);
    }

    [Fact]
    public async Task GenerateImageAsync_WhatCannotBeHonoured_IsAWarning()
    {
        using var wire = new TogetherWire(Json(Whale));

        var answer = await GenerateAsync(wire, new()
        {
            Model = Gemini,
            Prompt = "x",
            Seed = 7,
            Steps = 4,
            Count = 2,
            Scheduler = "euler",
            Format = ImageFormat.Webp,
            Size = new(512, 512),
            AspectRatio = new(16, 9),
            Loras = [new() { Path = "a/b" }],
            ProviderParameters = Own(new() { ["model"] = "other" }),
        });

        wire.Request.Body.ShouldBeJson(With("""{"aspect_ratio":"1:1"}""", Gemini));
        answer.Info.Warnings.Select(warning => warning.Setting).Should().BeEquivalentTo(
            "ProviderParameters.model", "Steps", "Seed", "Count", "Loras", "Scheduler", "Format", "AspectRatio", "Size");
    }

    [Fact]
    public async Task GenerateImageAsync_ProviderParameters_WinOnce()
    {
        using var wire = new TogetherWire(Json(Whale));

        var answer = await GenerateAsync(wire, new()
        {
            Model = Schnell,
            Prompt = "x",
            Steps = 4,
            Size = new(512, 512),
            ProviderParameters = Own(new() { ["steps"] = 2, ["width"] = 1000, ["response_format"] = "url" }),
        });

        wire.Request.Body.ShouldBeJson($$"""{"model":"{{Schnell}}","prompt":"x","height":512,"steps":2,"width":1000,"response_format":"url"}""");
        answer.Info.Usage!.Megapixels.Should().Be(0.512);
    }

    [Fact]
    public async Task GenerateImageAsync_AddressesAndFiles_AreBothRead()
    {
        using var wire = new TogetherWire(Json("""{"data":[{"index":0,"url":"https://api.together.ai/shrt/x"},{"index":1,"b64_json":"iVBORw=="},7]}"""));

        var answer = await GenerateAsync(wire, new() { Model = Schnell, Prompt = "x" });

        answer.Images.Should().HaveCount(2);
        answer.Image.Uri.Should().Be(new Uri("https://api.together.ai/shrt/x"));
        answer.Images[1].ContentType.Should().Be("image/png");
    }

    [Theory]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":{"b64_json":"iVBORw=="}}""")]
    [InlineData("""{"data":[{"url":null,"b64_json":null}]}""")]
    [InlineData("""{"data":[{"url":"\ud800"}]}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    public async Task GenerateImageAsync_NoImage_IsABadResponse(string body)
    {
        using var wire = new TogetherWire(Json(body));

        var failure = (await wire.Awaiting(wire => GenerateAsync(wire, new() { Model = Schnell, Prompt = "x" })).Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(ErrorKind.BadResponse);
    }

    [Fact]
    public async Task EditImageAsync_Kontext_GetsOneAddress()
    {
        using var wire = new TogetherWire(Json(Whale));

        var answer = await EditAsync(wire, new()
        {
            Model = Kontext,
            Image = MediaContent.FromUri(new("https://example.org/cat.png")),
            References = [MediaContent.FromBytes(Png)],
            Prompt = "a dog",
        });

        wire.Request.ShouldBe(Line, Key, "application/json", $$"""
            {"model":"{{Kontext}}","prompt":"a dog","image_url":"https://example.org/cat.png","response_format":"base64"}
            """);
        answer.Info.Warnings.Should().Equal(new InferenceWarning("References", "Not sent: this model takes one image at Together."));
        answer.Image.Bytes!.Value.ToArray().Should().Equal(Jpeg);
    }

    [Fact]
    public async Task EditImageAsync_OtherModels_GetAList()
    {
        using var wire = new TogetherWire(Json(Whale));

        var answer = await EditAsync(wire, new()
        {
            Model = "black-forest-labs/FLUX.2-pro",
            Image = MediaContent.FromBytes(Png),
            References = [MediaContent.FromUri(new("https://example.org/cat.png"))],
            NegativePrompt = "ships",
            Size = new(640, 480),
            Count = 1,
            Seed = 7,
            Steps = 28,
            Guidance = 3.5,
            Format = ImageFormat.Jpeg,
            SafetyChecker = true,
        });

        wire.Request.Body.ShouldBeJson("""
            {
              "model":"black-forest-labs/FLUX.2-pro","prompt":"","reference_images":["data:image/png;base64,iVBORw==","https://example.org/cat.png"],
              "negative_prompt":"ships","width":640,"height":480,"guidance_scale":3.5,"steps":28,"seed":7,"response_format":"base64",
              "output_format":"jpeg","disable_safety_checker":false
            }
            """);
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task EditImageAsync_StrengthAndImageGuidance_AreWarnings()
    {
        using var wire = new TogetherWire(Json(Whale));

        var answer = await EditAsync(wire, new() { Model = Kontext, Image = MediaContent.FromBytes(Png), Strength = 0.5, ImageGuidance = 2 });

        wire.Request.Body.ShouldBeJson($$"""{"model":"{{Kontext}}","prompt":"","image_url":"data:image/png;base64,iVBORw==","response_format":"base64"}""");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("Strength", "ImageGuidance");
    }

    [Fact]
    public async Task EditImageAsync_CallersOwnField_ReplacesTheImage()
    {
        using var wire = new TogetherWire(Json(Whale));

        await EditAsync(wire, new()
        {
            Model = "some/new-model",
            Image = MediaContent.FromBytes(Png),
            ProviderParameters = Own(new() { ["image_url"] = "https://example.org/own.png" }),
        });

        wire.Request.Body.ShouldBeJson("""{"model":"some/new-model","prompt":"","response_format":"base64","image_url":"https://example.org/own.png"}""");
    }

    [Fact]
    public async Task EditImageAsync_Mask_IsUnsupportedBeforeAnythingIsSent()
    {
        using var wire = new TogetherWire(Json(Whale));
        var request = new ImageToImageRequest { Model = Kontext, Image = MediaContent.FromBytes(Png), Mask = MediaContent.FromBytes(Png) };

        (await wire.Awaiting(wire => EditAsync(wire, request)).Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.Unsupported);

        wire.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task EditImageAsync_BytesOfNoKnownType_AskForTheType()
    {
        using var wire = new TogetherWire(Json(Whale));

        var failure = (await wire.Awaiting(wire => EditAsync(wire, new() { Model = Kontext, Image = MediaContent.FromBytes(new byte[] { 1 }) }))
            .Should().ThrowAsync<ProviderException>()).Which;

        (failure.Kind, wire.Requests.Count).Should().Be((ErrorKind.InvalidRequest, 0));
    }

    private static string With(string fields, string model)
    {
        var body = JsonNode.Parse(fields)!.AsObject();
        body["model"] = model;
        body["prompt"] = "x";
        body["response_format"] = "base64";
        return body.ToJsonString();
    }

    private static Task<TextToImageResponse> GenerateAsync(TogetherWire wire, TextToImageRequest request) =>
        wire.Client.GenerateImageAsync(request with { Provider = "together" }, TestContext.Current.CancellationToken);

    private static Task<ImageToImageResponse> EditAsync(TogetherWire wire, ImageToImageRequest request) =>
        wire.Client.EditImageAsync(request with { Provider = "together" }, TestContext.Current.CancellationToken);
}
