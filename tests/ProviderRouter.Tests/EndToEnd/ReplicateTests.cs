using System.Text.Json.Nodes;

namespace ProviderRouter.Tests.EndToEnd;

/// <summary>Every task of Replicate's over real sockets: the emulator knows the models' schemas and refuses what they do not have.</summary>
public sealed class ReplicateTests
{
    private const string Replicate = "replicate";
    private static readonly MediaContent Picture = MediaContent.FromFile(Path.Combine(AppContext.BaseDirectory, "picture.png"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("meta/meta-llama-3-70b-instruct")]
    [InlineData("meta/llama-4-scout-instruct")]
    [InlineData("openai/gpt-4o-mini")]
    public async Task ChatAsync_TableOrSchema_AnswersAndStreamsTheSame(string model)
    {
        await using var router = await EmulatedRouter.StartAsync();
        var request = new ChatRequest { Model = model, Provider = Replicate, Messages = [ChatMessage.System("Be short."), ChatMessage.User("Say hello")], MaxOutputTokens = 200, Temperature = 0.5 };

        var whole = await router.Client.ChatAsync(request, Token);
        var updates = new List<ChatUpdate>();
        await foreach (var update in router.Client.ChatStreamAsync(request, Token))
        {
            updates.Add(update);
        }

        whole.Text.Should().Contain("Say hello");
        whole.Info.Warnings.Should().BeEmpty();
        string.Concat(updates.OfType<ChatTextUpdate>().Select(update => update.Text)).Should().Be(whole.Text);
        updates[^1].Should().BeOfType<ChatFinishedUpdate>();
    }

    [Fact]
    public async Task GenerateTextAsync_Prompt_AnswersAndStreamsTheSame()
    {
        await using var router = await EmulatedRouter.StartAsync();
        var request = new TextGenerationRequest { Model = "meta/meta-llama-3-70b-instruct", Provider = Replicate, Prompt = "Once upon a time", MaxOutputTokens = 100 };

        var whole = await router.Client.GenerateTextAsync(request, Token);
        var text = "";
        await foreach (var update in router.Client.GenerateTextStreamAsync(request, Token))
        {
            text += update;
        }

        whole.Text.Should().NotBeEmpty();
        text.Should().Be(whole.Text);
    }

    [Theory]
    [InlineData("black-forest-labs/flux-schnell")]
    [InlineData("black-forest-labs/flux-1.1-pro")]
    [InlineData("black-forest-labs/flux-kontext-pro")]
    [InlineData("stability-ai/stable-diffusion-3.5-large")]
    [InlineData("stability-ai/sdxl")]
    [InlineData("prompthero/openjourney")]
    [InlineData("qwen/qwen-image")]
    [InlineData("recraft-ai/recraft-v3")]
    [InlineData("prunaai/z-image-turbo")]
    [InlineData("lightricks/ltx-video", "video/mp4")]
    [InlineData("emulated/odd-painter")]
    public async Task GenerateImageAsync_EverythingSet_IsAcceptedByEachModel(string model, string type = "image/")
    {
        await using var router = await EmulatedRouter.StartAsync();

        var answer = await router.Client.GenerateImageAsync(
            new()
            {
                Model = model,
                Provider = Replicate,
                Prompt = "a lighthouse",
                NegativePrompt = "fog",
                Size = new(1024, 1024),
                AspectRatio = new(1, 1),
                Count = 1,
                Seed = 7,
                Steps = 4,
                Guidance = 3.5,
                Scheduler = "DDIM",
                Format = ImageFormat.Png,
                SafetyChecker = true,
            },
            Token);

        (await answer.Image.ReadBytesAsync(Token)).Length.Should().BePositive();
        answer.Image.ContentType.Should().StartWith(type);
        answer.Image.ExpiresAt.HasValue.Should().Be(answer.Image.Uri is not null, "what was sent along does not expire");
    }

    [Theory]
    [InlineData("timothybrooks/instruct-pix2pix")]
    [InlineData("stability-ai/sdxl")]
    [InlineData("black-forest-labs/flux-kontext-dev")]
    [InlineData("black-forest-labs/flux-2-dev")]
    [InlineData("black-forest-labs/flux-2-klein-4b")]
    [InlineData("qwen/qwen-image-edit")]
    [InlineData("nightmareai/real-esrgan")]
    [InlineData("tencentarc/gfpgan")]
    public async Task EditImageAsync_EachModel_TakesTheImageWhereItWantsIt(string model)
    {
        await using var router = await EmulatedRouter.StartAsync();

        var answer = await router.Client.EditImageAsync(new() { Model = model, Provider = Replicate, Image = Picture, Prompt = "at night", Strength = 0.5, Seed = 7 }, Token);

        (await answer.Image.ReadBytesAsync(Token)).Length.Should().BePositive();
    }

    [Theory]
    [InlineData("minimax/video-01")]
    [InlineData("wan-video/wan-2.2-t2v-fast")]
    [InlineData("kwaivgi/kling-v1.6-standard")]
    [InlineData("tencent/hunyuan-video")]
    [InlineData("lightricks/ltx-video")]
    public async Task GenerateVideoAsync_EachModel_GivesAVideo(string model)
    {
        await using var router = await EmulatedRouter.StartAsync();

        var answer = await router.Client.GenerateVideoAsync(
            new() { Model = model, Provider = Replicate, Prompt = "waves", AspectRatio = new(16, 9), Duration = TimeSpan.FromSeconds(5), Resolution = "480p", Seed = 7, OptimizePrompt = true }, Token);

        MediaTypes.FromMagic((await answer.Video.ReadBytesAsync(Token)).Span).Should().Be("video/mp4");
    }

    [Theory]
    [InlineData("minimax/video-01")]
    [InlineData("wan-video/wan-2.2-i2v-fast")]
    [InlineData("kwaivgi/kling-v2.1")]
    [InlineData("stability-ai/stable-video-diffusion")]
    public async Task AnimateImageAsync_EachModel_TakesTheImageWhereItWantsIt(string model)
    {
        await using var router = await EmulatedRouter.StartAsync();

        var answer = await router.Client.AnimateImageAsync(new() { Model = model, Provider = Replicate, Image = Picture, LastImage = Picture, Prompt = "waves" }, Token);

        MediaTypes.FromMagic((await answer.Video.ReadBytesAsync(Token)).Span).Should().Be("video/mp4");
    }

    [Theory]
    [InlineData("suno-ai/bark", null)]
    [InlineData("jaaari/kokoro-82m", "af_bella")]
    [InlineData("minimax/speech-02-turbo", "Wise_Woman")]
    [InlineData("jbilcke/oute-tts", null)]
    [InlineData("cjwbw/parler-tts", null)]
    public async Task GenerateSpeechAsync_EachModel_GivesASound(string model, string? voice)
    {
        await using var router = await EmulatedRouter.StartAsync();

        var answer = await router.Client.GenerateSpeechAsync(new() { Model = model, Provider = Replicate, Text = "Good morning!", Voice = voice, Language = "en", SampleRate = 24000 }, Token);

        MediaTypes.FromMagic((await answer.Audio.ReadBytesAsync(Token)).Span).Should().StartWith("audio/");
    }

    [Theory]
    [InlineData("meta/musicgen")]
    [InlineData("riffusion/riffusion")]
    public async Task GenerateAudioAsync_EachModel_GivesASound(string model)
    {
        await using var router = await EmulatedRouter.StartAsync();

        var answer = await router.Client.GenerateAudioAsync(new() { Model = model, Provider = Replicate, Prompt = "a slow waltz", Duration = TimeSpan.FromSeconds(3), Seed = 7, Format = AudioFormat.Wav }, Token);

        MediaTypes.FromMagic((await answer.Audio.ReadBytesAsync(Token)).Span).Should().Be("audio/wav");
    }

    [Theory]
    [InlineData("openai/whisper", false)]
    [InlineData("openai/whisper", true)]
    [InlineData("vaibhavs10/incredibly-fast-whisper", false)]
    public async Task TranscribeAsync_EachModel_GivesTextAndSegments(string model, bool translate)
    {
        await using var router = await EmulatedRouter.StartAsync();
        var speech = await router.Client.GenerateSpeechAsync(new() { Model = "jaaari/kokoro-82m", Provider = Replicate, Text = "Good morning to you!" }, Token);

        var answer = await router.Client.TranscribeAsync(new() { Model = model, Provider = Replicate, Audio = speech.Audio, Language = "en", Translate = translate }, Token);

        answer.Text.Should().NotBeEmpty();
        answer.Segments.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("yorickvp/llava-13b")]
    [InlineData("salesforce/blip")]
    [InlineData("andreasjansson/blip-2")]
    [InlineData("lucataco/moondream2")]
    public async Task DescribeAndAskImageAsync_EachModel_IsAskedInItsOwnWay(string model)
    {
        await using var router = await EmulatedRouter.StartAsync();

        var text = await router.Client.DescribeImageAsync(new() { Model = model, Provider = Replicate, Image = Picture }, Token);
        var answer = await router.Client.AskImageAsync(new() { Model = model, Provider = Replicate, Image = Picture, Question = "Which colours?" }, Token);
        var document = await router.Client.AskDocumentAsync(new() { Model = model, Provider = Replicate, Image = Picture, Question = "When?" }, Token);

        text.Text.Should().NotBeEmpty().And.NotStartWith("Caption:");
        answer.Answer.Should().NotBeEmpty().And.NotStartWith("Answer:");
        document.Answer.Should().NotBeEmpty();
    }

    [Fact]
    public async Task RunAsync_AnyModel_GivesOutputAndFiles()
    {
        await using var router = await EmulatedRouter.StartAsync();

        var frames = await router.Client.RunAsync(new() { Model = "emulated/frames", Provider = Replicate, Input = new JsonObject { ["prompt"] = "waves", ["count"] = 2 } }, Token);
        var number = await router.Client.RunAsync(new() { Model = "emulated/number", Provider = Replicate, Input = new JsonObject { ["text"] = "four" } }, Token);
        var created = await router.Client.RunAsync(new() { Provider = Replicate, Path = "v1/predictions", Input = new JsonObject { ["version"] = "black-forest-labs/flux-schnell", ["input"] = new JsonObject { ["prompt"] = "x" } } }, Token);

        frames.Output.GetArrayLength().Should().Be(2);
        frames.Files.Should().HaveCount(2);
        MediaTypes.FromMagic((await frames.Files[1].ReadBytesAsync(Token)).Span).Should().Be("image/jpeg");
        number.Output.GetDouble().Should().Be(6);
        created.Output.GetProperty("status").GetString().Should().Be("starting");
    }

    [Theory]
    [InlineData("meta/meta-llama-3-70b-instruct", typeof(RawTextUpdate))]
    [InlineData("black-forest-labs/flux-schnell", typeof(RawDataUpdate))]
    public async Task RunStreamAsync_AnyModel_GivesItsPieces(string model, Type piece)
    {
        await using var router = await EmulatedRouter.StartAsync();
        var updates = new List<RawUpdate>();

        await foreach (var update in router.Client.RunStreamAsync(new RawRequest { Model = model, Provider = Replicate, Input = new JsonObject { ["prompt"] = "waves" } }, Token))
        {
            updates.Add(update);
        }

        updates[..^1].Should().NotBeEmpty().And.AllBeOfType(piece);
        updates[^1].Should().BeOfType<RawFinishedUpdate>();
    }

    [Fact]
    public async Task ListModelsAsync_Replicate_IsItsOfficialModelsAndTheCatalogs()
    {
        await using var router = await EmulatedRouter.StartAsync();

        var models = await router.Client.ListModelsAsync(Replicate, Token);

        models.Should().Contain(model => model.IsLive && model.Id == "black-forest-labs/flux-schnell" && model.Price != null);
        models.Should().Contain(model => !model.IsLive && model.CanonicalId == "suno/bark");
    }
}
