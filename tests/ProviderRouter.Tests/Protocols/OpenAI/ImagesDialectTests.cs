using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>Images in dialects that know more than OpenAI, and images under each name that servers give them.</summary>
public sealed class ImagesDialectTests
{
    private const string Answer = """{"data":[{"url":"https://files.example/a.png"},{"url":"https://files.example/b.png"}]}""";

    private static readonly OpenAIDialect Rich = new()
    {
        Images = new()
        {
            ResponseFormat = "base64",
            WidthField = "width",
            HeightField = "height",
            AspectRatioField = "aspect_ratio",
            NegativePromptField = "negative_prompt",
            SeedField = "seed",
            StepsField = "steps",
            GuidanceField = "guidance_scale",
            SchedulerField = "scheduler",
            SafetyOffField = "disable_safety_checker",
            LorasField = "image_loras",
            StrengthField = "strength",
        },
    };

    [Fact]
    public async Task GenerateImageAsync_RichDialect_SendsEachSettingByItsName()
    {
        using var server = new OpenAIServer(dialect: Rich).Answers(Answer);

        var answer = await server.Client.GenerateImageAsync(
            new TextToImageRequest
            {
                Provider = OpenAIServer.Name,
                Model = "m",
                Prompt = "a tiger",
                NegativePrompt = "stripes",
                Size = new(1000, 500),
                AspectRatio = new(2, 1),
                Count = 2,
                Seed = 0,
                Steps = 4,
                Guidance = 3.5,
                Scheduler = "DDIM",
                Format = ImageFormat.Jpeg,
                SafetyChecker = false,
                Loras = [new() { Path = "ada/style", Scale = 0.5 }, new() { Path = "https://x.test/l.safetensors" }],
            },
            TestContext.Current.CancellationToken);

        server.Sent[0].Body.ShouldBeJson("""
            {"model":"m","prompt":"a tiger","response_format":"base64","n":2,"width":1000,"height":500,"negative_prompt":"stripes","seed":0,"steps":4,
             "guidance_scale":3.5,"scheduler":"DDIM","output_format":"jpeg","disable_safety_checker":true,
             "image_loras":[{"path":"ada/style","scale":0.5},{"path":"https://x.test/l.safetensors"}]}
            """);
        answer.Info.Warnings.Should().Equal(new InferenceWarning("AspectRatio", "Ignored: Size was given too."));
        answer.Info.Usage.Should().Be(new Usage { Images = 2, Megapixels = 1, Steps = 8 });
    }

    [Fact]
    public async Task GenerateImageAsync_RichDialectWithAShape_SendsIt()
    {
        using var server = new OpenAIServer(dialect: Rich).Answers(Answer);

        var answer = await server.Client.GenerateImageAsync(
            new TextToImageRequest { Provider = OpenAIServer.Name, Model = "m", Prompt = "a tiger", AspectRatio = new(16, 9) }, TestContext.Current.CancellationToken);

        server.Sent[0].Body.Should().Be("""{"model":"m","prompt":"a tiger","response_format":"base64","aspect_ratio":"16:9"}""");
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"images":[{"index":0,"image":"iVBORw0KGgo=","random_seed":11489413745290867000}]}""")]
    [InlineData("""{"images":["data:image/png;base64,iVBORw0KGgo="]}""")]
    [InlineData("""{"data":[{"b64_json":"data:image/png;base64,iVBORw0KGgo=","type":"b64_json"}]}""")]
    public async Task GenerateImageAsync_FileUnderEachName_IsDecoded(string body)
    {
        using var server = new OpenAIServer().Answers(body);

        var answer = await server.Client.GenerateImageAsync(
            new TextToImageRequest { Provider = OpenAIServer.Name, Model = "m", Prompt = "a tiger" }, TestContext.Current.CancellationToken);

        answer.Image.Bytes!.Value.Length.Should().Be(8);
        answer.Image.ContentType.Should().Be("image/png");
        answer.Info.Usage.Should().Be(new Usage { Images = 1 });
    }

    [Fact]
    public async Task GenerateImageAsync_BareAddress_IsReferred()
    {
        using var server = new OpenAIServer().Answers("""{"images":["https://files.example/a.png"]}""");

        var answer = await server.Client.GenerateImageAsync(
            new TextToImageRequest { Provider = OpenAIServer.Name, Model = "m", Prompt = "a tiger" }, TestContext.Current.CancellationToken);

        answer.Image.Uri.Should().Be(new Uri("https://files.example/a.png"));
    }
}
