using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.Fal.FalWire;

namespace ProviderRouter.Tests.Providers.Fal;

public sealed class FalImagesTests
{
    private const string Lora = "https://huggingface.co/owner/name/resolve/main/folder/w.safetensors";
    private static readonly Uri Given = new("https://files.example/in.png");
    private static readonly Uri Other = new("https://files.example/other.png");
    private static readonly Uri MaskAddress = new("https://files.example/mask.png");

    [Theory]
    [InlineData("fal-ai/flux/dev", """{"prompt":"a cat","image_size":{"width":1024,"height":576},"num_images":2,"seed":0,"num_inference_steps":30,"guidance_scale":3.5,"enable_safety_checker":false}""", "NegativePrompt,AspectRatio,Scheduler,Format,Loras")]
    [InlineData("fal-ai/flux/schnell", """{"prompt":"a cat","image_size":{"width":1024,"height":576},"num_images":2,"seed":0,"num_inference_steps":30,"guidance_scale":3.5,"enable_safety_checker":false}""", "NegativePrompt,AspectRatio,Scheduler,Format,Loras")]
    [InlineData("fal-ai/flux-lora", """{"prompt":"a cat","image_size":{"width":1024,"height":576},"num_images":2,"seed":0,"num_inference_steps":30,"guidance_scale":3.5,"enable_safety_checker":false,"loras":[{"path":"LORA","scale":0.8},{"path":"owner/name"}]}""", "NegativePrompt,AspectRatio,Scheduler,Format")]
    [InlineData("fal-ai/lora", """{"prompt":"a cat","negative_prompt":"dogs","image_size":{"width":1024,"height":576},"num_images":2,"seed":0,"num_inference_steps":30,"guidance_scale":3.5,"scheduler":"DDIM","enable_safety_checker":false,"loras":[{"path":"LORA","scale":0.8},{"path":"owner/name"}],"model_name":"stabilityai/stable-diffusion-xl-base-1.0"}""", "AspectRatio,Format")]
    [InlineData("fal-ai/flux-pro/v1.1", """{"prompt":"a cat","image_size":{"width":1024,"height":576},"num_images":2,"seed":0,"safety_tolerance":"5"}""", "NegativePrompt,AspectRatio,Steps,Guidance,Scheduler,Format,SafetyChecker,Loras")]
    [InlineData("fal-ai/flux-pro/v1.1-ultra", """{"prompt":"a cat","aspect_ratio":"16:9","num_images":2,"seed":0,"safety_tolerance":"5"}""", "NegativePrompt,Size,Steps,Guidance,Scheduler,Format,SafetyChecker,Loras")]
    [InlineData("fal-ai/flux-2", """{"prompt":"a cat","image_size":{"width":1024,"height":576},"num_images":2,"seed":0,"num_inference_steps":30,"guidance_scale":3.5,"output_format":"webp","enable_safety_checker":false}""", "NegativePrompt,AspectRatio,Scheduler,Loras")]
    [InlineData("fal-ai/fast-sdxl", """{"prompt":"a cat","negative_prompt":"dogs","image_size":{"width":1024,"height":576},"num_images":2,"seed":0,"num_inference_steps":30,"guidance_scale":3.5,"enable_safety_checker":false,"loras":[{"path":"LORA","scale":0.8},{"path":"owner/name"}]}""", "AspectRatio,Scheduler,Format")]
    [InlineData("fal-ai/z-image/turbo", """{"prompt":"a cat","image_size":{"width":1024,"height":576},"num_images":2,"seed":0,"num_inference_steps":30,"output_format":"webp","enable_safety_checker":false}""", "NegativePrompt,AspectRatio,Guidance,Scheduler,Loras")]
    [InlineData("fal-ai/aura-flow", """{"prompt":"a cat","num_images":2,"seed":0,"num_inference_steps":30,"guidance_scale":3.5}""", "NegativePrompt,Size,AspectRatio,Scheduler,Format,SafetyChecker,Loras")]
    [InlineData("fal-ai/kolors", """{"prompt":"a cat","negative_prompt":"dogs","image_size":{"width":1024,"height":576},"num_images":2,"seed":0,"num_inference_steps":30,"guidance_scale":3.5,"scheduler":"DDIM","enable_safety_checker":false}""", "AspectRatio,Format,Loras")]
    [InlineData("fal-ai/qwen-image", """{"prompt":"a cat","negative_prompt":"dogs","image_size":{"width":1024,"height":576},"num_images":2,"seed":0,"num_inference_steps":30,"guidance_scale":3.5,"enable_safety_checker":false,"loras":[{"path":"LORA","scale":0.8},{"path":"owner/name"}]}""", "AspectRatio,Scheduler,Format")]
    [InlineData("fal-ai/imagen4/preview", """{"prompt":"a cat","aspect_ratio":"16:9","num_images":2,"seed":0,"output_format":"webp","safety_tolerance":"5"}""", "NegativePrompt,Size,Steps,Guidance,Scheduler,SafetyChecker,Loras")]
    [InlineData("fal-ai/nano-banana", """{"prompt":"a cat","aspect_ratio":"16:9","num_images":2,"seed":0,"output_format":"webp","safety_tolerance":"5"}""", "NegativePrompt,Size,Steps,Guidance,Scheduler,SafetyChecker,Loras")]
    [InlineData("fal-ai/recraft/v3/text-to-image", """{"prompt":"a cat","image_size":{"width":1024,"height":576},"enable_safety_checker":false}""", "NegativePrompt,AspectRatio,Count,Seed,Steps,Guidance,Scheduler,Format,Loras")]
    [InlineData("fal-ai/ideogram/v3", """{"prompt":"a cat","negative_prompt":"dogs","image_size":{"width":1024,"height":576},"num_images":2,"seed":0}""", "AspectRatio,Steps,Guidance,Scheduler,Format,SafetyChecker,Loras")]
    [InlineData("bria/fibo/generate", """{"prompt":"a cat","negative_prompt":"dogs","aspect_ratio":"16:9","seed":0,"steps_num":30,"guidance_scale":3.5}""", "Size,Count,Scheduler,Format,SafetyChecker,Loras")]
    [InlineData("fal-ai/luma-photon", """{"prompt":"a cat","aspect_ratio":"16:9"}""", "NegativePrompt,Size,Count,Seed,Steps,Guidance,Scheduler,Format,SafetyChecker,Loras")]
    [InlineData("acme/unknown", """{"prompt":"a cat","negative_prompt":"dogs","image_size":{"width":1024,"height":576},"num_images":2,"seed":0,"num_inference_steps":30,"guidance_scale":3.5,"scheduler":"DDIM","output_format":"webp","enable_safety_checker":false,"loras":[{"path":"LORA","scale":0.8},{"path":"owner/name"}]}""", "AspectRatio")]
    public async Task GenerateImageAsync_EverythingSet_SendsWhatTheModelHasAndWarnsOfTheRest(string model, string body, string warnings)
    {
        using var wire = new FalWire().ThenJob(Image);

        var answer = await wire.ImageAsync(new()
        {
            Model = model,
            Prompt = "a cat",
            NegativePrompt = "dogs",
            Size = new(1024, 576),
            AspectRatio = new(16, 9),
            Count = 2,
            Seed = 0,
            Steps = 30,
            Guidance = 3.5,
            Scheduler = "DDIM",
            Format = ImageFormat.Webp,
            SafetyChecker = false,
            Loras = [new() { Path = "owner/name/folder/w.safetensors", Scale = 0.8 }, new() { Path = "owner/name" }],
        });

        wire.Body.ShouldBeJson(body.Replace("LORA", Lora, StringComparison.Ordinal));
        answer.Info.Warnings.Select(warning => warning.Setting).Should().BeEquivalentTo(warnings.Split(','));
    }

    [Theory]
    [InlineData("fal-ai/flux/dev", """{"prompt":"a cat"}""")]
    [InlineData("fal-ai/flux-pro/v1.1-ultra", """{"prompt":"a cat"}""")]
    [InlineData("fal-ai/lora", """{"prompt":"a cat","model_name":"stabilityai/stable-diffusion-xl-base-1.0"}""")]
    [InlineData("acme/unknown", """{"prompt":"a cat"}""")]
    public async Task GenerateImageAsync_PromptAlone_SendsNothingThatWasNotSet(string model, string body)
    {
        using var wire = new FalWire().ThenJob(Image);

        var answer = await wire.ImageAsync(new() { Model = model, Prompt = "a cat" });

        wire.Body.ShouldBeJson(body);
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Theory]
    [InlineData(1, 1, "\"square_hd\"")]
    [InlineData(16, 9, "\"landscape_16_9\"")]
    [InlineData(32, 18, "\"landscape_16_9\"")]
    [InlineData(9, 16, "\"portrait_16_9\"")]
    [InlineData(4, 3, "\"landscape_4_3\"")]
    [InlineData(3, 4, "\"portrait_4_3\"")]
    [InlineData(3, 2, """{"width":1248,"height":832}""")]
    [InlineData(16, 10, """{"width":1280,"height":800}""")]
    [InlineData(21, 9, """{"width":1568,"height":672}""")]
    [InlineData(9, 21, """{"width":672,"height":1568}""")]
    [InlineData(239, 100, null)]
    [InlineData(0, 1, null)]
    public async Task GenerateImageAsync_AspectRatio_IsANameOrAboutAMegapixel(int width, int height, string? size)
    {
        using var wire = new FalWire().ThenJob(Image);

        var answer = await wire.ImageAsync(new() { Model = Flux, Prompt = "a cat", AspectRatio = new(width, height) });

        wire.Body.ShouldBeJson(size is null ? """{"prompt":"a cat"}""" : $$"""{"prompt":"a cat","image_size":{{size}}}""");
        answer.Info.Warnings.Should().HaveCount(size is null ? 1 : 0);
    }

    [Fact]
    public async Task GenerateImageAsync_OwnParameters_WinOnce()
    {
        using var wire = new FalWire().ThenJob(Image);

        await wire.ImageAsync(new()
        {
            Model = "fal-ai/lora",
            Prompt = "a cat",
            Size = new(512, 512),
            Seed = 1,
            ProviderParameters = Own("""{"image_size":"square","seed":9,"model_name":"acme/base","acceleration":"high"}"""),
        });

        wire.Body.ShouldBeJson("""{"prompt":"a cat","image_size":"square","seed":9,"model_name":"acme/base","acceleration":"high"}""");
        wire.Body!.Split("\"seed\"").Should().HaveCount(2);
    }

    [Theory]
    [InlineData("fal-ai/flux/dev/image-to-image", """{"prompt":"in winter","image_url":"IN","strength":0.8,"seed":7}""", "References")]
    [InlineData("fal-ai/flux-pro/kontext", """{"prompt":"in winter","image_url":"IN","seed":7}""", "References,Strength")]
    [InlineData("fal-ai/flux-pro/kontext/multi", """{"prompt":"in winter","image_urls":["IN","OTHER"],"seed":7}""", "Strength")]
    [InlineData("fal-ai/flux-2/edit", """{"prompt":"in winter","image_urls":["IN","OTHER"],"seed":7}""", "Strength")]
    [InlineData("fal-ai/nano-banana/edit", """{"prompt":"in winter","image_urls":["IN","OTHER"],"seed":7}""", "Strength")]
    [InlineData("fal-ai/qwen-image-edit", """{"prompt":"in winter","image_url":"IN","strength":0.8,"seed":7}""", "References")]
    [InlineData("fal-ai/qwen-image-edit-plus", """{"prompt":"in winter","image_urls":["IN","OTHER"],"strength":0.8,"seed":7}""", "")]
    [InlineData("fal-ai/ideogram/v3/remix", """{"prompt":"in winter","image_url":"IN","strength":0.2,"seed":7}""", "References")]
    [InlineData("fal-ai/bria/background/remove", """{"image_url":"IN"}""", "Prompt,References,Strength,Seed")]
    [InlineData("acme/unknown", """{"prompt":"in winter","image_url":"IN","image_urls":["IN","OTHER"],"strength":0.8,"seed":7}""", "")]
    public async Task EditImageAsync_EachFamily_GetsItsImagesAndStrength(string model, string body, string warnings)
    {
        using var wire = new FalWire().ThenJob(Image);

        var answer = await wire.Client.EditImageAsync(
            OnFal(new ImageToImageRequest
            {
                Model = model,
                Image = MediaContent.FromUri(Given),
                References = [MediaContent.FromUri(Other)],
                Prompt = "in winter",
                Strength = 0.8,
                Seed = 7,
            }),
            TestContext.Current.CancellationToken);

        wire.Body.ShouldBeJson(body.Replace("IN", Given.AbsoluteUri, StringComparison.Ordinal).Replace("OTHER", Other.AbsoluteUri, StringComparison.Ordinal));
        answer.Info.Warnings.Select(warning => warning.Setting).Should().BeEquivalentTo(warnings.Split(',', StringSplitOptions.RemoveEmptyEntries));
        answer.Seed.Should().Be(7);
    }

    [Theory]
    [InlineData("fal-ai/flux-pro/kontext", """{"image_url":"IN"}""")]
    [InlineData("fal-ai/flux-2/edit", """{"image_urls":["IN"]}""")]
    [InlineData("fal-ai/bria/background/remove", """{"image_url":"IN"}""")]
    public async Task EditImageAsync_ImageAlone_SendsItAlone(string model, string body)
    {
        using var wire = new FalWire().ThenJob(Image);

        var answer = await wire.Client.EditImageAsync(OnFal(new ImageToImageRequest { Model = model, Image = MediaContent.FromUri(Given) }), TestContext.Current.CancellationToken);

        wire.Body.ShouldBeJson(body.Replace("IN", Given.AbsoluteUri, StringComparison.Ordinal));
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("fal-ai/flux-lora/inpainting", "mask_url")]
    [InlineData("fal-ai/flux-pro/v1/fill", "mask_url")]
    [InlineData("fal-ai/z-image/turbo/inpaint", "mask_image_url")]
    public async Task EditImageAsync_Mask_IsTheModelsOwnField(string model, string field)
    {
        using var wire = new FalWire().ThenJob(Image);

        await wire.Client.EditImageAsync(
            new() { Model = model, Image = MediaContent.FromUri(Given), Mask = MediaContent.FromUri(MaskAddress), Prompt = "a hat", ImageGuidance = 1 }, TestContext.Current.CancellationToken);

        wire.Body.ShouldBeJson($$"""{"prompt":"a hat","image_url":"{{Given}}","{{field}}":"{{MaskAddress}}"}""");
    }

    [Fact]
    public async Task EditImageAsync_MaskThatTheModelCannotTake_IsRefusedBeforeAnythingIsSent()
    {
        using var wire = new FalWire();

        var edit = () => wire.Client.EditImageAsync(
            new() { Model = "fal-ai/flux-pro/kontext", Image = MediaContent.FromUri(Given), Mask = MediaContent.FromUri(MaskAddress) }, TestContext.Current.CancellationToken);

        (await edit.Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.Unsupported);
        wire.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task GenerateImageAsync_WholeAnswer_TellsAllOfIt()
    {
        using var wire = new FalWire().ThenJob("""
            {"images":[{"url":"https://v3.fal.media/files/a/1.png","content_type":"image/png","file_name":"one.png","file_size":12345,"width":1024,"height":1024},
                       {"url":"https://v3.fal.media/files/a/2.jpg","content_type":null,"file_name":null,"file_size":null}],
             "seed":42,"has_nsfw_concepts":[false,false],"prompt":"a fluffy cat","timings":{"inference":1.2},"debug":{"url":"https://v3.fal.media/files/a/debug.bin"}}
            """);

        var answer = await wire.ImageAsync(new() { Model = Flux, Prompt = "a cat", Count = 2 });

        answer.Images.Select(image => (image.Uri!.AbsoluteUri, image.ContentType, image.FileName, image.Length, image.Width, image.Height)).Should().Equal(
            ("https://v3.fal.media/files/a/1.png", "image/png", "one.png", 12345, 1024, 1024),
            ("https://v3.fal.media/files/a/2.jpg", "image/jpeg", null, null, null, null));
        answer.Seed.Should().Be(42);
        answer.RevisedPrompt.Should().Be("a fluffy cat");
        answer.Image.ExpiresAt.Should().BeNull();
        answer.Info.Usage.Should().Be(new Usage { Images = 2, ComputeSeconds = 1.5 });
    }

    [Theory]
    [InlineData("""{"image":{"url":"https://v3.fal.media/a.png"},"seed":1}""", 1)]
    [InlineData("""{"images":["https://v3.fal.media/a.png","https://v3.fal.media/b.png"]}""", 2)]
    [InlineData("""{"image":"https://v3.fal.media/a.png"}""", 1)]
    [InlineData("""{"output":{"result":[{"url":"https://v3.fal.media/a.png"}]}}""", 1)]
    [InlineData("""{"results":{"url":"https://v3.fal.media/a.png"},"prompt":"https://not.a/file"}""", 1)]
    public async Task GenerateImageAsync_ShapeOfTheOutput_DoesNotMatter(string result, int count)
    {
        using var wire = new FalWire().ThenJob(result);

        var answer = await wire.ImageAsync();

        answer.Images.Should().HaveCount(count);
        answer.Images[0].Uri.Should().Be(new Uri("https://v3.fal.media/a.png"));
    }

    [Fact]
    public async Task GenerateImageAsync_SyncMode_DecodesTheImagesThatCameAlong()
    {
        using var wire = new FalWire().ThenJob("""{"images":[{"url":"data:image/png;base64,iVBORw0KGgo=","content_type":"image/png","width":8,"height":8},"data:image/jpeg;base64,/9j/"]}""");

        var answer = await wire.ImageAsync(new() { Model = Flux, Prompt = "a cat", ProviderParameters = Own("""{"sync_mode":true}""") });

        answer.Images.Select(image => (image.Bytes!.Value.Length, image.ContentType, image.Width)).Should().Equal((8, "image/png", 8), (3, "image/jpeg", null));
    }

    [Theory]
    [InlineData("[true]", null, true)]
    [InlineData("[true]", false, false)]
    [InlineData("[false]", null, false)]
    [InlineData("null", null, false)]
    public async Task GenerateImageAsync_EveryImageHeldBack_IsGivenWithAWarning(string flags, bool? checker, bool warns)
    {
        using var wire = new FalWire().ThenJob($$"""{"images":[{"url":"https://v3.fal.media/a.png"}],"has_nsfw_concepts":{{flags}}}""");

        var answer = await wire.ImageAsync(new() { Model = Flux, Prompt = "a cat", SafetyChecker = checker });

        answer.Images.Should().ContainSingle();
        answer.Info.Warnings.Select(warning => warning.Message[..6]).Should().Equal(warns ? ["1 of 1"] : []);
    }

    [Fact]
    public async Task GenerateImageAsync_SomeImagesHeldBack_Warns()
    {
        using var wire = new FalWire().ThenJob("""{"images":[{"url":"https://v3.fal.media/a.png"},{"url":"https://v3.fal.media/b.png"}],"has_nsfw_concepts":[false,true]}""");

        var answer = await wire.ImageAsync();

        answer.Info.Warnings.Should().ContainSingle().Which.Message.Should().StartWith("1 of 2");
    }

    [Fact]
    public async Task GenerateImageAsync_SeedBeyond63Bits_IsLeftOut()
    {
        using var wire = new FalWire().ThenJob("""{"images":[{"url":"https://v3.fal.media/a.png","content_type":"application/octet-stream"}],"seed":15619174981588513097}""");

        var answer = await wire.ImageAsync();

        answer.Seed.Should().BeNull();
        answer.Image.ContentType.Should().Be("image/png", "the address says more than \"bytes\"");
    }
}
