using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.ReplicateWire;

namespace ProviderRouter.Tests.Providers;

public sealed class ReplicateLookUpTests
{
    private const string Painter = "acme/painter";
    private const string PainterUri = "https://api.replicate.com/v1/models/acme/painter/predictions";
    private const string Scene = """ "scene":{"type":"string"},"text_prompt":{"type":"string"} """;
    private const string Out = "\"https://replicate.delivery/x/out.png\"";

    [Fact]
    public async Task GenerateImageAsync_OtherModel_IsSentWhatItsOwnSchemaHas()
    {
        using var wire = new ReplicateWire().Knows($"models/{Painter}", Model(
            """
            "text_prompt":{"type":"string"},"n_prompt":{"anyOf":[{"type":"string"},{"type":"null"}]},"image_size":{"type":"string","enum":["1024x576","512x512"]},
            "aspect_ratio":{"allOf":[{"$ref":"#/components/schemas/aspect_ratio"}],"default":"1:1"},"num_images":{"allOf":[{"$ref":"#/components/schemas/num_images"}]},
            "steps":{"type":"string"},"cfg_scale":{"type":"integer"},"sampler":{"$ref":"#/components/schemas/sampler"},"random_seed":{"type":"integer"},
            "format":{"type":"string","enum":["png","jpeg"]},"enable_safety_checker":{"type":"boolean"},"hf_lora":{"type":"string"},"lora_scale":{"type":"number"}
            """,
            schemas: """
            "aspect_ratio":{"type":"string","enum":["1:1","16:9"]},"num_images":{"type":"integer","enum":[1,2,4]},"sampler":{"title":"s","type":"string","enum":["ddim","Euler"]}
            """)).Then("succeeded", Out);

        var answer = await wire.ImageAsync(Everything(Painter));

        wire.Lines.Should().Equal($"POST {PainterUri}");
        wire.Bodies[0].ShouldBeJson("""
            {"input":{"text_prompt":"a whale","n_prompt":"sharks","image_size":"1024x576","aspect_ratio":"16:9","num_images":2,"steps":"4","cfg_scale":3,"sampler":"ddim",
            "random_seed":9007199254740993,"format":"jpeg","enable_safety_checker":false,"hf_lora":"https://huggingface.co/acme/lora","lora_scale":0.5}}
            """);
        Warnings(answer).Should().Be("Loras", "a model takes one");
    }

    [Fact]
    public async Task GenerateImageAsync_ValuesThatTheSchemaRefuses_AreWarningsThatSayWhatItTakes()
    {
        using var wire = new ReplicateWire().Knows($"models/{Painter}", Model("""
            "prompt":{"type":"string"},"negative_prompt":{"type":"boolean"},"width":{"type":"integer","enum":[512,768]},"height":{"type":"integer"},"aspect_ratio":{"type":"string","enum":["1:1"]},
            "num_outputs":{"type":"integer","enum":[1,4]},"num_inference_steps":{"type":"boolean"},"guidance":{"type":"integer"},"scheduler":{"type":"array","items":{"type":"string"}},
            "seed":{"type":"string","format":"uri"},"output_format":{"type":"string","enum":["png"]},"disable_safety_checker":{"type":"string"},"lora_weights":{"type":"string","format":"uri"}
            """)).Then("succeeded", Out);

        var answer = await wire.ImageAsync(Everything(Painter) with { Guidance = 3.5, Loras = [] });

        wire.Bodies[0].ShouldBeJson("""{"input":{"prompt":"a whale","scheduler":["DDIM"]}}""");
        Warnings(answer).Should().Be("NegativePrompt,Size,AspectRatio,Count,Steps,Guidance,Seed,Format,SafetyChecker");
        answer.Info.Warnings.Single(warning => warning.Setting == "Count").Message.Should().Be("Not sent: as 'num_outputs' this model takes 1, 4.");
        answer.Info.Warnings.Single(warning => warning.Setting == "Guidance").Message.Should().Be("Not sent: this model takes whole numbers as 'guidance'.");
        answer.Info.Usage!.Megapixels.Should().BeNull("no size was sent");
    }

    [Theory]
    [InlineData("\"enum\":[\"match_input_image\",\"1:1\",\"2:1\",\"0:0\"],\"type\":\"string\"", ",\"aspect_ratio\":\"2:1\"")]
    [InlineData("\"enum\":[\"square\"],\"type\":\"string\"", "")]
    [InlineData("\"type\":\"number\"", "")]
    public async Task GenerateImageAsync_SizeAndSafetyByTheSchema_AreTheNearestRatioAndTheMostTolerance(string ratios, string sent)
    {
        using var wire = new ReplicateWire().Knows($"models/{Painter}", Model($$"""
            "prompt":{"type":"string"},"aspect_ratio":{ {{ratios}} },"safety_tolerance":{"type":"integer","minimum":1,"maximum":4}
            """)).Then("succeeded", Out);

        var answer = await wire.ImageAsync(new TextToImageRequest { Model = Painter, Prompt = "a whale", Size = new(1024, 576), SafetyChecker = false });

        wire.Bodies[0].ShouldBeJson($$$"""{"input":{"prompt":"a whale"{{{sent}}},"safety_tolerance":4}}""");
        Warnings(answer).Should().Be("Size,SafetyChecker");
    }

    [Fact]
    public async Task GenerateImageAsync_SchemaWithoutAny_WarnsOfAllButThePrompt()
    {
        using var wire = new ReplicateWire().Knows($"models/{Painter}", Model(Scene)).Then("succeeded", Out);

        var answer = await wire.ImageAsync(Everything(Painter));

        wire.Bodies[0].ShouldBeJson("""{"input":{"text_prompt":"a whale"}}""");
        Warnings(answer).Should().Be("NegativePrompt,Size,AspectRatio,Count,Steps,Guidance,Scheduler,Seed,Format,SafetyChecker,Loras");
    }

    [Theory]
    [InlineData(""" "scene":{"type":"string"},"luck":{"type":"integer"},"mood":{"type":"string","enum":["calm"]} """, "")]
    [InlineData(""" "scene":{"type":"string"},"style":{"type":"string"} """, "\"scene\",\"luck\"")]
    public async Task GenerateImageAsync_TextUnderANameOfItsOwn_GoesWhereOnlyTextCan(string properties, string required)
    {
        using var wire = new ReplicateWire().Knows($"models/{Painter}", Model(properties, required)).Then("succeeded", Out);

        await wire.ImageAsync(Painter);

        wire.Bodies[0].ShouldBeJson("""{"input":{"scene":"a whale"}}""");
    }

    [Theory]
    [InlineData(""" "image":{"type":"string","format":"uri"} """)]
    [InlineData(""" "scene":{"type":"string"},"style":{"type":"string"} """)]
    public async Task GenerateImageAsync_ModelThatTakesNoText_IsUnsupportedAndNothingIsSent(string properties)
    {
        using var wire = new ReplicateWire().Knows($"models/{Painter}", Model(properties));

        (await FailAsync(wire, Painter)).Kind.Should().Be(ErrorKind.Unsupported);

        wire.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task GenerateImageAsync_SizeBesideTheRatioCustom_IsSentWithIt()
    {
        using var wire = new ReplicateWire().Knows($"models/{Painter}", Model("""
            "prompt":{"type":"string"},"width":{"type":"integer"},"height":{"type":"integer"},"aspect_ratio":{"type":"string","enum":["1:1","custom"]}
            """)).Then("succeeded", Out);

        var answer = await wire.ImageAsync(new TextToImageRequest { Model = Painter, Prompt = "a whale", Size = new(1000, 500), AspectRatio = new(1, 1) });

        wire.Bodies[0].ShouldBeJson("""{"input":{"prompt":"a whale","width":1000,"height":500,"aspect_ratio":"custom"}}""");
        Warnings(answer).Should().Be("AspectRatio");
        answer.Info.Usage!.Megapixels.Should().Be(0.5);
    }

    [Theory]
    [InlineData("acme/painter:" + Hash, "models/acme/painter/versions/" + Hash)]
    [InlineData("deployments/acme/bot", "deployments/acme/bot", "models/acme/painter/versions/" + Hash)]
    public async Task GenerateImageAsync_VersionOrDeployment_IsSentWhatThatVersionHas(string model, params string[] paths)
    {
        using var wire = new ReplicateWire()
            .Knows("deployments/acme/bot", $$$"""{"owner":"acme","name":"bot","current_release":{"number":1,"model":"acme/painter","version":"{{{Hash}}}"}}""")
            .Knows($"models/acme/painter/versions/{Hash}", Version(Scene))
            .Then("succeeded", Out);

        var answer = await wire.ImageAsync(new TextToImageRequest { Model = model, Prompt = "a whale" });

        wire.LookUps.Should().Equal(paths.Select(path => $"/v1/{path}"));
        wire.Bodies[0].Should().Contain("""{"text_prompt":"a whale"}""");
        Warnings(answer).Should().BeEmpty();
    }

    [Fact]
    public async Task GenerateImageAsync_DeploymentOfAModelInTheTable_NeedsNoVersion()
    {
        using var wire = new ReplicateWire()
            .Knows("deployments/acme/bot", $$$"""{"current_release":{"model":"black-forest-labs/flux-dev","version":"{{{Hash}}}"}}""")
            .Then("succeeded", Out);

        await wire.ImageAsync(new TextToImageRequest { Model = "replicate:deployments/acme/bot", Prompt = "a whale", Guidance = 2 });

        wire.Lines.Should().Equal("POST https://api.replicate.com/v1/deployments/acme/bot/predictions");
        wire.Bodies[0].ShouldBeJson("""{"input":{"prompt":"a whale","guidance":2}}""");
    }

    [Fact]
    public async Task GenerateImageAsync_Again_LooksUpOnceADay()
    {
        using var wire = new ReplicateWire().Knows($"models/{Painter}", Model(Scene)).Then("succeeded", Out).Then("succeeded", Out).Then("succeeded", Out);

        await wire.ImageAsync(Painter);
        wire.Time.Advance(TimeSpan.FromHours(23));
        await wire.ImageAsync(Painter);
        wire.LookUps.Should().ContainSingle();
        wire.Time.Advance(TimeSpan.FromHours(2));
        await wire.ImageAsync(Painter);

        wire.LookUps.Should().HaveCount(2);
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(403, "{}")]
    [InlineData(200, "<html>")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"latest_version":{"id":"v","openapi_schema":{"components":{"schemas":{"Input":{"properties":{"prompt":{"type":"string","enum":["\ud800"]}}}}}}}}""")]
    [InlineData(200, """{"is_official":true,"latest_version":{"id":"v","openapi_schema":{"components":{"schemas":[]}}}}""")]
    public async Task GenerateImageAsync_LookUpThatTellsNothing_SendsTheUsualNamesWithAWarning(int status, string body)
    {
        using var wire = new ReplicateWire();
        for (var attempt = 0; attempt < (status == 500 ? 3 : 1); attempt++)
        {
            wire.Then(status, body);
        }

        var answer = await wire.Then("succeeded", Out).ImageAsync(Painter);

        wire.Bodies[^1].ShouldBeJson("""{"input":{"prompt":"a whale"}}""");
        Warnings(answer).Should().Be("Model");
    }

    [Fact]
    public async Task GenerateImageAsync_LookUpFailed_IsAskedAgainTheNextTime()
    {
        using var wire = new ReplicateWire().Then(403, "{}").Then("succeeded", Out).Then("succeeded", Out);

        await wire.ImageAsync(Painter);
        wire.Knows($"models/{Painter}", Model(Scene));
        await wire.ImageAsync(Painter);

        wire.Bodies[^1].ShouldBeJson("""{"input":{"text_prompt":"a whale"}}""");
    }

    [Theory]
    [InlineData(404, ErrorKind.ModelNotFound)]
    [InlineData(401, ErrorKind.Authentication)]
    public async Task GenerateImageAsync_ModelThatReplicateDoesNotGive_IsThatErrorAndNothingIsCreated(int status, ErrorKind kind)
    {
        using var wire = new ReplicateWire().Then(status, """{"detail":"no such thing"}""");

        var failure = await FailAsync(wire, Painter);

        (failure.Kind, failure.Model, (int?)failure.StatusCode, failure.MaybeExecuted).Should().Be((kind, Painter, status, false));
        failure.Message.Should().Contain("no such thing");
        wire.Lines.Should().Equal($"GET https://api.replicate.com/v1/models/{Painter}");
    }

    [Fact]
    public async Task GenerateImageAsync_ModelThatReplicateDoesNotKnow_GoesToTheNext()
    {
        using var wire = new ReplicateWire().Then(404, "{}").Then("succeeded", Out);

        var answer = await wire.Client.GenerateImageAsync(
            new() { Model = Painter, Provider = "replicate", Prompt = "a whale", Fallbacks = [new("replicate", Flux)] }, TestContext.Current.CancellationToken);

        answer.Info.Model.Should().Be(Flux);
    }

    [Fact]
    public async Task GenerateImageAsync_SwitchedOff_SendsTheUsualNamesUnasked()
    {
        using var wire = new ReplicateWire(builder => builder.AddReplicate(options => options.LookUpModels = false)).Then("succeeded", Out);

        var answer = await wire.ImageAsync(Everything(Painter));

        wire.Lines.Should().Equal($"POST {PainterUri}");
        wire.Bodies[0].ShouldBeJson("""
            {"input":{"prompt":"a whale","negative_prompt":"sharks","width":1024,"height":576,"aspect_ratio":"16:9","num_outputs":2,"num_inference_steps":4,"guidance_scale":3,"scheduler":"DDIM",
            "seed":9007199254740993,"output_format":"jpg","disable_safety_checker":true,"lora_weights":"https://huggingface.co/acme/lora","lora_scale":0.5}}
            """);
        Warnings(answer).Should().Be("Loras");
    }

    [Fact]
    public async Task GenerateImageAsync_VersionAlone_CannotBeLookedUp()
    {
        using var wire = new ReplicateWire().Then("succeeded", Out);

        await wire.ImageAsync(Hash);

        wire.Lines.Should().Equal("POST https://api.replicate.com/v1/predictions");
    }

    [Fact]
    public async Task GenerateImageAsync_ManyAtOnce_AskOnce()
    {
        using var wire = new ReplicateWire().Knows($"models/{Painter}", Model(Scene));
        wire.Always = _ => Response(201, Prediction("succeeded", Out));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => wire.ImageAsync(Painter), TestContext.Current.CancellationToken)));

        wire.LookUps.Should().ContainSingle();
    }

    private static TextToImageRequest Everything(string model) => new()
    {
        Model = model,
        Prompt = "a whale",
        NegativePrompt = "sharks",
        Size = new(1024, 576),
        AspectRatio = new(16, 9),
        Count = 2,
        Seed = 9007199254740993, // more than a double holds
        Steps = 4,
        Guidance = 3,
        Scheduler = "DDIM",
        Format = ImageFormat.Jpeg,
        SafetyChecker = false,
        Loras = [new() { Path = "acme/lora", Scale = 0.5 }, new() { Path = "https://example.com/other.safetensors" }],
    };

    private static async Task<ProviderException> FailAsync(ReplicateWire wire, string model) =>
        (await wire.Awaiting(wire => wire.ImageAsync(model)).Should().ThrowAsync<ProviderException>()).Which;
}
