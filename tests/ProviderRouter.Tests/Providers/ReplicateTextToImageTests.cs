using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.ReplicateWire;

namespace ProviderRouter.Tests.Providers;

public sealed class ReplicateTextToImageTests
{
    private const string Out0 = "https://replicate.delivery/x/out-0.png";
    private const string Out1 = "https://replicate.delivery/x/out-1.webp";

    [Fact]
    public async Task GenerateImageAsync_OfficialModel_SendsItsPathAndTheInputAlone()
    {
        using var wire = new ReplicateWire().Then("succeeded", $"""["{Out0}"]""");

        await wire.ImageAsync();

        wire.Lines.Should().Equal($"POST {FluxUri}");
        wire.Bodies[0].ShouldBeJson("""{"input":{"prompt":"a whale"}}""");
        wire.Headers[0].Should().Contain("Authorization", $"Bearer {TestRouter.ReplicateKey}")
            .And.Contain("Prefer", "wait=60").And.Contain("Accept", "application/json");
    }

    [Theory]
    [InlineData("stability-ai/sdxl:" + Hash, "https://api.replicate.com/v1/predictions", Hash)]
    [InlineData(Hash, "https://api.replicate.com/v1/predictions", Hash)]
    [InlineData("deployments/acme/sdxl", "https://api.replicate.com/v1/deployments/acme/sdxl/predictions", null)]
    [InlineData("acme/some-model", "https://api.replicate.com/v1/models/acme/some-model/predictions", null)]
    public async Task GenerateImageAsync_KindOfModel_ChoosesPathAndVersion(string model, string uri, string? version)
    {
        using var wire = new ReplicateWire(builder => builder.AddReplicate(options => options.LookUpModels = false)).Then("succeeded", $"""["{Out0}"]""");

        await wire.ImageAsync(model);

        wire.Lines.Should().Equal($"POST {uri}");
        wire.Bodies[0].ShouldBeJson(version is null
            ? """{"input":{"prompt":"a whale"}}"""
            : $$$"""{"version":"{{{version}}}","input":{"prompt":"a whale"}}""");
    }

    [Theory]
    [InlineData("black-forest-labs/flux-schnell", """{"prompt":"a whale","aspect_ratio":"16:9","num_outputs":2,"num_inference_steps":4,"seed":7,"output_format":"webp","disable_safety_checker":true}""", "NegativePrompt,Size,Guidance,Scheduler")]
    [InlineData("black-forest-labs/flux-dev", """{"prompt":"a whale","aspect_ratio":"16:9","num_outputs":2,"num_inference_steps":4,"guidance":3.5,"seed":7,"output_format":"webp","disable_safety_checker":true}""", "NegativePrompt,Size,Scheduler")]
    [InlineData("black-forest-labs/flux-1.1-pro", """{"prompt":"a whale","width":1024,"height":576,"aspect_ratio":"custom","seed":7,"safety_tolerance":5,"output_format":"webp"}""", "NegativePrompt,AspectRatio,Count,Steps,Guidance,Scheduler,SafetyChecker")]
    [InlineData("black-forest-labs/flux-1.1-pro-ultra", """{"prompt":"a whale","aspect_ratio":"16:9","seed":7,"safety_tolerance":6,"output_format":"webp"}""", "NegativePrompt,Size,Count,Steps,Guidance,Scheduler,SafetyChecker")]
    [InlineData("black-forest-labs/flux-kontext-max", """{"prompt":"a whale","aspect_ratio":"16:9","seed":7,"safety_tolerance":6}""", "NegativePrompt,Size,Count,Steps,Guidance,Scheduler,Format,SafetyChecker")]
    [InlineData("stability-ai/stable-diffusion-3.5-large", """{"prompt":"a whale","negative_prompt":"sharks","aspect_ratio":"16:9","steps":4,"cfg":3.5,"seed":7,"output_format":"webp"}""", "Size,Count,Scheduler,SafetyChecker")]
    [InlineData("stability-ai/sdxl:" + Hash, """{"prompt":"a whale","negative_prompt":"sharks","width":1024,"height":576,"num_outputs":2,"num_inference_steps":4,"guidance_scale":3.5,"scheduler":"DDIM","seed":7,"disable_safety_checker":true}""", "AspectRatio,Format")]
    [InlineData("stability-ai/stable-diffusion:" + Hash, """{"prompt":"a whale","negative_prompt":"sharks","width":1024,"height":576,"num_outputs":2,"num_inference_steps":4,"guidance_scale":3.5,"scheduler":"DDIM","seed":7}""", "AspectRatio,Format,SafetyChecker")]
    [InlineData("prompthero/openjourney:" + Hash, """{"prompt":"a whale","negative_prompt":"sharks","width":1024,"height":576,"num_inference_steps":4,"guidance_scale":3.5,"scheduler":"DDIM","seed":7}""", "AspectRatio,Count,Format,SafetyChecker")]
    [InlineData("cjwbw/portraitplus:" + Hash, """{"prompt":"a whale","negative_prompt":"sharks","width":1024,"height":576,"num_outputs":2,"num_inference_steps":4,"guidance_scale":3.5,"scheduler":"DDIM","seed":7}""", "AspectRatio,Format,SafetyChecker")]
    [InlineData("cjwbw/anything-v4.0:" + Hash, """{"prompt":"a whale","negative_prompt":"sharks","width":1024,"height":576,"num_outputs":2,"num_inference_steps":4,"guidance_scale":3.5,"scheduler":"DDIM","seed":7}""", "AspectRatio,Format,SafetyChecker")]
    public async Task GenerateImageAsync_EverythingSet_SendsWhatTheFamilyHasAndWarnsOfTheRest(string model, string input, string warnings)
    {
        using var wire = new ReplicateWire().Then("succeeded", $"""["{Out0}"]""");

        var answer = await wire.ImageAsync(new TextToImageRequest
        {
            Model = model,
            Prompt = "a whale",
            NegativePrompt = "sharks",
            Size = new(1024, 576),
            AspectRatio = new(16, 9),
            Count = 2,
            Seed = 7,
            Steps = 4,
            Guidance = 3.5,
            Scheduler = "DDIM",
            Format = ImageFormat.Webp,
            SafetyChecker = false,
        });

        wire.Bodies[0].ShouldBeJson(model.Contains(':', StringComparison.Ordinal) ? $$"""{"version":"{{Hash}}","input":{{input}}}""" : $$"""{"input":{{input}}}""");
        string.Join(',', answer.Info.Warnings.Select(warning => warning.Setting)).Should().Be(warnings);
        answer.Seed.Should().BeNull("Replicate does not tell");
    }

    [Fact]
    public async Task GenerateImageAsync_FilesWhoseNamesTellNoType_StayBesideTheOthers()
    {
        using var wire = new ReplicateWire().Then("succeeded", """["https://replicate.delivery/x/out-0.png","https://replicate.delivery/x/abc","https://replicate.delivery/x/out.mp4"]""");

        var answer = await wire.ImageAsync();

        answer.Images.Select(image => image.Uri!.AbsolutePath).Should().Equal("/x/out-0.png", "/x/abc");
        answer.Info.Usage!.Images.Should().Be(2);
    }

    [Theory]
    [InlineData("black-forest-labs/flux-schnell", 1024, 576, "16:9")]
    [InlineData("black-forest-labs/flux-kontext-pro", 1000, 1010, "1:1")]
    [InlineData("stability-ai/stable-diffusion-3.5-large", 600, 1024, "9:16")]
    public async Task GenerateImageAsync_SizeAtAModelOfRatios_IsTheNearestRatioAndAWarning(string model, int width, int height, string ratio)
    {
        using var wire = new ReplicateWire().Then("succeeded", $"""["{Out0}"]""");

        var answer = await wire.ImageAsync(new TextToImageRequest { Model = model, Prompt = "a whale", Size = new(width, height) });

        wire.Bodies[0].ShouldBeJson($$$"""{"input":{"prompt":"a whale","aspect_ratio":"{{{ratio}}}"}}""");
        answer.Info.Warnings.Should().ContainSingle().Which.Message.Should().Be($"Sent as the ratio {ratio}: this model chooses the pixels itself at Replicate.");
    }

    [Fact]
    public async Task GenerateImageAsync_FluxProWithARatioAlone_SendsTheRatio()
    {
        using var wire = new ReplicateWire().Then("succeeded", $"\"{Out0}\"");

        var answer = await wire.ImageAsync(new TextToImageRequest { Model = "black-forest-labs/flux-pro", Prompt = "a whale", AspectRatio = new(16, 9) });

        wire.Bodies[0].ShouldBeJson("""{"input":{"prompt":"a whale","aspect_ratio":"16:9"}}""");
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("stability-ai/sdxl:" + Hash, "{}", 0.5)]
    [InlineData("stability-ai/sdxl:" + Hash, """{"width":2000}""", 1.0)]
    [InlineData("stability-ai/sdxl:" + Hash, """{"width":2000,"height":2000}""", 4.0)]
    [InlineData("stability-ai/sdxl:" + Hash, """{"width":"2000"}""", null)]
    [InlineData("black-forest-labs/flux-pro", "{}", 0.5)]
    [InlineData("black-forest-labs/flux-pro", """{"aspect_ratio":"1:1"}""", null)]
    [InlineData("black-forest-labs/flux-schnell", """{"width":2000,"height":2000}""", null)]
    public async Task GenerateImageAsync_SizeInOwnParameters_IsTheOneThatCounts(string model, string parameters, double? megapixels)
    {
        using var wire = new ReplicateWire().Then("succeeded", $"\"{Out0}\"");

        var answer = await wire.ImageAsync(new TextToImageRequest
        {
            Model = model,
            Prompt = "a whale",
            Size = new(1000, 500),
            ProviderParameters = new Dictionary<string, System.Text.Json.Nodes.JsonObject> { ["replicate"] = System.Text.Json.Nodes.JsonNode.Parse(parameters)!.AsObject() },
        });

        answer.Info.Usage!.Megapixels.Should().Be(megapixels);
    }

    [Fact]
    public async Task GenerateImageAsync_Jpeg_IsCalledJpg()
    {
        using var wire = new ReplicateWire().Then("succeeded", $"""["{Out0}"]""");

        await wire.ImageAsync(new TextToImageRequest { Model = Flux, Prompt = "a whale", Format = ImageFormat.Jpeg });

        wire.Bodies[0].ShouldBeJson("""{"input":{"prompt":"a whale","output_format":"jpg"}}""");
    }

    [Fact]
    public async Task GenerateImageAsync_OwnParameters_BeatTypedOnesInsideTheInput()
    {
        using var wire = new ReplicateWire().Then("succeeded", $"""["{Out0}"]""");

        await wire.ImageAsync(new TextToImageRequest
        {
            Model = Flux,
            Prompt = "a whale",
            Seed = 1,
            ProviderParameters = new Dictionary<string, System.Text.Json.Nodes.JsonObject> { ["replicate"] = new() { ["seed"] = 2, ["megapixels"] = "0.25" } },
        });

        wire.Bodies[0].ShouldBeJson("""{"input":{"prompt":"a whale","seed":2,"megapixels":"0.25"}}""");
    }

    [Fact]
    public async Task GenerateImageAsync_NoWait_SendsNoPreferAndPolls()
    {
        using var wire = new ReplicateWire(builder => builder.AddReplicate(options => options.WaitSeconds = 0))
            .Then("starting").Then("succeeded", $"""["{Out0}"]""");

        await wire.ImageAsync();

        wire.Headers[0].Should().NotContainKey("Prefer");
        wire.Lines.Should().Equal($"POST {FluxUri}", $"GET {PollUri}");
    }

    [Fact]
    public async Task GenerateImageAsync_OutputBesideProcessing_IsTheAnswer()
    {
        using var wire = new ReplicateWire().Then("processing", $"""["{Out0}","{Out1}"]""", """ "metrics":{"predict_time":1.5} """);

        var answer = await wire.ImageAsync(new TextToImageRequest { Model = $"stability-ai/sdxl:{Hash}", Prompt = "a whale", Size = new(1000, 500) });

        wire.Lines.Should().ContainSingle();
        answer.Images.Select(image => (image.Uri!.AbsoluteUri, image.ContentType)).Should().Equal((Out0, "image/png"), (Out1, "image/webp"));
        answer.Images.Should().OnlyContain(image => image.ExpiresAt > wire.Time.GetUtcNow().AddMinutes(59));
        answer.Info.Usage.Should().Be(new Usage { Images = 2, Megapixels = 1, ComputeSeconds = 1.5 });
        answer.Info.Provider.Should().Be("replicate");
        answer.Info.Model.Should().Be($"stability-ai/sdxl:{Hash}");
        answer.Info.RequestId.Should().Be(Id);
        answer.Info.Attempts.Should().ContainSingle().Which.Phase.Should().Be(AttemptPhase.Completed);
    }

    [Fact]
    public async Task GenerateImageAsync_NotReady_PollsByIdUntilItIs()
    {
        using var wire = new ReplicateWire()
            .Then("starting").Then("processing").Then("doing-something-new").Then("succeeded", $"\"{Out0}\"");

        var answer = await wire.ImageAsync();

        wire.Lines.Should().Equal($"POST {FluxUri}", $"GET {PollUri}", $"GET {PollUri}", $"GET {PollUri}");
        wire.Headers[1].Should().Contain("Authorization", $"Bearer {TestRouter.ReplicateKey}").And.NotContainKey("Prefer");
        wire.Bodies[1].Should().BeNull();
        answer.Image.Uri.Should().Be(new Uri(Out0));
        answer.Info.Attempts.Should().ContainSingle("polls are no attempts");
    }

    [Theory]
    [InlineData($"\"{Out0}\"", 1)]
    [InlineData($"""["{Out0}"]""", 1)]
    [InlineData($$"""{"image":"{{Out0}}","seed":3,"mask":null}""", 1)]
    [InlineData($$"""[{"file":"{{Out0}}","scores":[0.1]},{"nested":[["{{Out1}}"]]}]""", 2)]
    [InlineData($$"""{"image":{"url":"{{Out0}}"},"more":["{{Out1}}","words"]}""", 2)]
    public async Task GenerateImageAsync_ShapeOfTheOutput_DoesNotMatter(string output, int count)
    {
        using var wire = new ReplicateWire().Then("succeeded", output);

        var answer = await wire.ImageAsync();

        answer.Images.Select(image => image.Uri!.AbsoluteUri).Should().Equal(new[] { Out0, Out1 }.Take(count));
    }

    [Theory]
    [InlineData("\"data:image/png;base64,iVBORw0KGgo=\"")]
    [InlineData("[\"data:image/png;base64,iVBORw0KGgo=\"]")]
    [InlineData("{\"image\":\"data:image/png;base64,iVBORw0KGgo=\"}")]
    [InlineData("[{\"picture\":\"data:image/png;base64,iVBORw0KGgo=\"}]")]
    public async Task GenerateImageAsync_DataAddress_IsTheBytes(string output)
    {
        using var wire = new ReplicateWire().Then("processing", output);

        var answer = await wire.ImageAsync();

        answer.Image.ContentType.Should().Be("image/png");
        answer.Image.Bytes!.Value.ToArray().Should().Equal(0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A);
    }

    [Theory]
    [InlineData("\"words\"")]
    [InlineData("{\"seed\":3}")]
    [InlineData("[null]")]
    public async Task GenerateImageAsync_NoFileInTheOutput_IsABadResponse(string output)
    {
        using var wire = new ReplicateWire().Then("succeeded", output);

        var failure = (await wire.Invoking(wire => wire.ImageAsync()).Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(ErrorKind.BadResponse);
    }
}
