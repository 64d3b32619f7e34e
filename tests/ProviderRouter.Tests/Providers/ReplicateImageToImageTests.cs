using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.ReplicateWire;

namespace ProviderRouter.Tests.Providers;

public sealed class ReplicateImageToImageTests
{
    private const string Out = "https://replicate.delivery/x/out.png";
    private const string Pix2Pix = "timothybrooks/instruct-pix2pix:" + Hash;
    private const string Sdxl = "stability-ai/sdxl:" + Hash;
    private const string Editor = "acme/editor";
    private const string FileType = """{"type":"string","format":"uri"}""";
    private const string ListType = """{"type":"array","items":{"type":"string","format":"uri"}}""";
    private static readonly MediaContent Image = MediaContent.FromUri(new("https://example.com/a.png"));

    [Theory]
    [InlineData(Pix2Pix, "image", "Mask", """{"image":"https://example.com/a.png","prompt":"as a drawing","negative_prompt":"colours","num_inference_steps":20,"guidance_scale":7.5,"image_guidance_scale":1.5,"scheduler":"DDIM","seed":7}""", "Strength,Size,AspectRatio,Count,Format,SafetyChecker,Loras")]
    [InlineData(Sdxl, "image", "", """{"image":"https://example.com/a.png","mask":"https://example.com/mask.png","prompt":"as a drawing","negative_prompt":"colours","prompt_strength":0.4,"width":1024,"height":768,"num_outputs":2,"num_inference_steps":20,"guidance_scale":7.5,"scheduler":"DDIM","seed":7,"disable_safety_checker":true,"replicate_weights":"https://example.com/w.tar","lora_scale":0.5}""", "AspectRatio,ImageGuidance,Format")]
    [InlineData("black-forest-labs/flux-kontext-pro", "input_image", "Mask", """{"input_image":"https://example.com/a.png","prompt":"as a drawing","aspect_ratio":"4:3","seed":7,"output_format":"png"}""", "NegativePrompt,Strength,Size,Count,Steps,Guidance,ImageGuidance,Scheduler,SafetyChecker,Loras")]
    [InlineData("black-forest-labs/flux-kontext-dev", "input_image", "Mask", """{"input_image":"https://example.com/a.png","prompt":"as a drawing","aspect_ratio":"4:3","num_inference_steps":20,"guidance":7.5,"seed":7,"output_format":"png","disable_safety_checker":true,"replicate_weights":"https://example.com/w.tar","lora_strength":0.5}""", "NegativePrompt,Strength,Size,Count,ImageGuidance,Scheduler")]
    [InlineData("black-forest-labs/flux-2-dev", "input_images", "Mask", """{"input_images":["https://example.com/a.png"],"prompt":"as a drawing","width":1024,"height":768,"aspect_ratio":"custom","seed":7,"output_format":"png","disable_safety_checker":true}""", "NegativePrompt,Strength,AspectRatio,Count,Steps,Guidance,ImageGuidance,Scheduler,Loras")]
    [InlineData("black-forest-labs/flux-dev", "image", "Mask", """{"image":"https://example.com/a.png","prompt":"as a drawing","prompt_strength":0.4,"aspect_ratio":"4:3","num_outputs":2,"num_inference_steps":20,"guidance":7.5,"seed":7,"output_format":"png","disable_safety_checker":true}""", "NegativePrompt,Size,ImageGuidance,Scheduler,Loras")]
    public async Task EditImageAsync_EverythingSet_SendsWhatTheModelHasAndWarnsOfTheRest(string model, string field, string lacks, string input, string warnings)
    {
        using var wire = new ReplicateWire().Then("succeeded", $"\"{Out}\"");

        var answer = await EditAsync(wire, new()
        {
            Model = model,
            Image = Image,
            Mask = lacks == "Mask" ? null : MediaContent.FromUri(new("https://example.com/mask.png")),
            Prompt = "as a drawing",
            NegativePrompt = "colours",
            Strength = 0.4,
            Size = new(1024, 768),
            AspectRatio = new(4, 3),
            Count = 2,
            Seed = 7,
            Steps = 20,
            Guidance = 7.5,
            ImageGuidance = 1.5,
            Scheduler = "DDIM",
            Format = ImageFormat.Png,
            SafetyChecker = false,
            Loras = [new() { Path = "https://example.com/w.tar", Scale = 0.5 }],
        });

        wire.Bodies[0].ShouldBeJson(model.Contains(':', StringComparison.Ordinal) ? $$"""{"version":"{{Hash}}","input":{{input}}}""" : $$"""{"input":{{input}}}""");
        wire.Bodies[0].Should().Contain($"\"{field}\":");
        Warnings(answer).Should().Be(warnings);
        answer.Image.Uri.Should().Be(new Uri(Out));
        answer.Image.ExpiresAt.Should().Be(JumpingTime.Beginning.AddHours(1));
        answer.Info.RequestId.Should().Be(Id);
    }

    [Theory]
    [InlineData(Sdxl, """{"image":"data:image/png;base64,iVBORw0KGgo="}""")]
    [InlineData("black-forest-labs/flux-kontext-max", """{"input_image":"data:image/png;base64,iVBORw0KGgo="}""")]
    [InlineData("black-forest-labs/flux-2-dev", """{"input_images":["data:image/png;base64,iVBORw0KGgo="],"aspect_ratio":"match_input_image"}""")]
    public async Task EditImageAsync_ImageAlone_SendsItAloneInItsOwnShape(string model, string input)
    {
        using var wire = new ReplicateWire().Then("succeeded", $"[\"{Out}\"]", """ "metrics":{"predict_time":2} """);

        var answer = await EditAsync(wire, new() { Model = model, Image = MediaContent.FromBytes(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A }) });

        wire.Bodies[0].ShouldBeJson(model == Sdxl ? $$"""{"version":"{{Hash}}","input":{{input}}}""" : $$"""{"input":{{input}}}""");
        Warnings(answer).Should().BeEmpty();
        answer.Info.Usage.Should().Be(new Usage { Images = 1, ComputeSeconds = 2 });
    }

    [Fact]
    public async Task EditImageAsync_ModelThatKeepsTheShapeByItself_IsNotTold()
    {
        using var wire = new ReplicateWire()
            .Knows($"models/{Editor}", Model($$""" "image":{{FileType}},"aspect_ratio":{"type":"string","enum":["match_input_image","1:1"],"default":"match_input_image"} """))
            .Then("succeeded", $"\"{Out}\"");

        await EditAsync(wire, new() { Model = Editor, Image = Image });

        wire.Bodies[0].ShouldBeJson("""{"input":{"image":"https://example.com/a.png"}}""");
    }

    [Theory]
    [InlineData($$""" "image":{{ListType}} """, """{"image":["https://example.com/a.png","https://example.com/b.png","https://example.com/c.png"]}""", "")]
    [InlineData($$""" "image":{{FileType}},"reference_images":{{ListType}} """, """{"image":"https://example.com/a.png","reference_images":["https://example.com/b.png","https://example.com/c.png"]}""", "")]
    [InlineData($$""" "input_image":{{FileType}},"input_image_2":{{FileType}},"input_image_3":{{FileType}} """, """{"input_image":"https://example.com/a.png","input_image_2":"https://example.com/b.png","input_image_3":"https://example.com/c.png"}""", "")]
    [InlineData($$""" "image_1":{{FileType}},"image_2":{{FileType}} """, """{"image_1":"https://example.com/a.png","image_2":"https://example.com/b.png"}""", "References")]
    [InlineData($$""" "image":{{FileType}},"reference_image":{{FileType}} """, """{"image":"https://example.com/a.png","reference_image":"https://example.com/b.png"}""", "References")]
    [InlineData($$""" "input_image":{{FileType}},"input_image2":{{FileType}} """, """{"input_image":"https://example.com/a.png","input_image2":"https://example.com/b.png"}""", "References")]
    [InlineData($$""" "image":{{FileType}} """, """{"image":"https://example.com/a.png"}""", "References")]
    public async Task EditImageAsync_References_GoWhereTheModelTakesThem(string properties, string input, string warnings)
    {
        using var wire = new ReplicateWire().Knows($"models/{Editor}", Model(properties)).Then("succeeded", $"\"{Out}\"");

        var answer = await EditAsync(wire, new()
        {
            Model = Editor,
            Image = Image,
            References = [MediaContent.FromUri(new("https://example.com/b.png")), MediaContent.FromUri(new("https://example.com/c.png"))],
        });

        wire.Bodies[0].ShouldBeJson($$"""{"input":{{input}}}""");
        Warnings(answer).Should().Be(warnings);
    }

    [Fact]
    public async Task EditImageAsync_ModelOfWhichNothingIsKnown_GetsTheImageUnderAllFourNames()
    {
        using var wire = new ReplicateWire(builder => builder.AddReplicate(options => options.LookUpModels = false)).Then("succeeded", $"\"{Out}\"");

        await EditAsync(wire, new() { Model = Editor, Image = Image, Prompt = "as a drawing" });

        wire.Bodies[0].ShouldBeJson("""
            {"input":{"image":"https://example.com/a.png","input_image":"https://example.com/a.png","images":["https://example.com/a.png"],"input_images":["https://example.com/a.png"],"prompt":"as a drawing"}}
            """);
    }

    [Theory]
    [InlineData($$""" "image":{{FileType}} """, "takes no mask")]
    [InlineData(""" "prompt":{"type":"string"} """, "takes no image")]
    public async Task EditImageAsync_ModelWithoutTheInput_IsUnsupportedAndNothingIsSent(string properties, string words)
    {
        using var wire = new ReplicateWire().Knows($"models/{Editor}", Model(properties));

        var failure = (await wire.Awaiting(wire => EditAsync(wire, new() { Model = Editor, Image = Image, Mask = Image })).Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(ErrorKind.Unsupported);
        failure.Message.Should().Contain(words);
        wire.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task EditImageAsync_OwnParameters_BeatTheFilesToo()
    {
        using var wire = new ReplicateWire().Then("succeeded", $"\"{Out}\"");

        await EditAsync(wire, new()
        {
            Model = "black-forest-labs/flux-2-dev",
            Image = Image,
            ProviderParameters = new Dictionary<string, System.Text.Json.Nodes.JsonObject> { ["replicate"] = new() { ["input_images"] = new System.Text.Json.Nodes.JsonArray(), ["aspect_ratio"] = "1:1" } },
        });

        wire.Bodies[0].ShouldBeJson("""{"input":{"input_images":[],"aspect_ratio":"1:1"}}""");
    }

    private static Task<ImageToImageResponse> EditAsync(ReplicateWire wire, ImageToImageRequest request) => wire.SendAsync(InferenceTasks.ImageToImage, request);
}
