namespace ProviderRouter.Tests.EndToEnd;

/// <summary>Every task of fal's, by a model of each family that is told things differently, over real sockets: the emulator knows the models' schemas.</summary>
public sealed class FalTests
{
    private const string Fal = "fal-ai";
    private static readonly MediaContent Picture = MediaContent.FromFile(Path.Combine(AppContext.BaseDirectory, "picture.png"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fal-ai/any-llm")]
    [InlineData("fal-ai/any-llm/google/gemini-2.5-flash")]
    [InlineData("openrouter/router/openai/gpt-4o")]
    public async Task ChatAsync_EachForm_AnswersAndStreamsTheSame(string model)
    {
        await using var router = await EmulatedRouter.StartAsync();
        var request = new ChatRequest { Model = model, Provider = Fal, Messages = [ChatMessage.System("Be short."), ChatMessage.User("Say hello")], MaxOutputTokens = 200, Temperature = 0.5 };

        var answer = await router.Client.ChatAsync(request, Token);
        var updates = new List<ChatUpdate>();
        await foreach (var update in router.Client.ChatStreamAsync(request, Token))
        {
            updates.Add(update);
        }

        answer.Text.Should().Contain("Say hello");
        answer.Info.Should().BeEquivalentTo(new { Provider = Fal, Model = model, Warnings = Array.Empty<InferenceWarning>() });
        updates.OfType<ChatTextUpdate>().Should().HaveCountGreaterThan(3);
        string.Concat(updates.OfType<ChatTextUpdate>().Select(update => update.Text)).Should().Be(answer.Text);
        updates[^1].Should().BeOfType<ChatFinishedUpdate>();
    }

    [Fact]
    public async Task ChatAsync_WithAnImage_AsksTheEndpointThatSees()
    {
        await using var router = await EmulatedRouter.StartAsync();

        var answer = await router.Client.ChatAsync(new() { Model = "fal-ai/any-llm", Messages = [ChatMessage.User(new ChatTextPart("What is it?"), new ChatImagePart(Picture))] }, Token);

        answer.Text.Should().NotBeEmpty();
        router.Emulator[Fal].Requests.Should().ContainSingle().Which.Path.Should().EndWith("/fal-ai/any-llm/vision");
    }

    [Fact]
    public Task GenerateImageAsync_EachFamily_TakesWhatCanBeSet() => EachAsync(
        [
            "fal-ai/flux/dev", "fal-ai/flux-pro/v1.1-ultra", "fal-ai/fast-sdxl", "fal-ai/aura-flow", "fal-ai/imagen4/preview",
            "fal-ai/recraft/v3/text-to-image", "fal-ai/z-image/turbo", "bria/fibo/generate",
        ],
        async (client, model) =>
        {
            var answer = await client.GenerateImageAsync(
                new()
                {
                    Model = model,
                    Provider = Fal,
                    Prompt = "a cat",
                    NegativePrompt = "dogs",
                    AspectRatio = new(16, 9),
                    Count = 1,
                    Seed = 7,
                    Steps = model.Contains("turbo", StringComparison.Ordinal) ? 8 : 20,
                    Guidance = 4,
                    Format = ImageFormat.Jpeg,
                    SafetyChecker = false,
                },
                Token);

            (await answer.Image.ReadBytesAsync(Token)).Length.Should().BeGreaterThan(100);
            answer.Image.Width.Should().BeGreaterThan(0);
            answer.Info.Usage!.Images.Should().Be(1);
            answer.Info.RequestId.Should().NotBeEmpty();
        });

    [Fact]
    public Task GenerateImageAsync_WithAdapters_SendsThem() => EachAsync(["fal-ai/lora", "fal-ai/flux-lora"], async (client, model) =>
    {
        var answer = await client.GenerateImageAsync(new() { Model = model, Prompt = "a cat", Loras = [new() { Path = "owner/name/weights.safetensors", Scale = 0.7 }] }, Token);

        answer.Images.Should().ContainSingle();
        answer.Info.Warnings.Should().BeEmpty();
    });

    [Fact]
    public Task EditImageAsync_EachFamily_TakesTheImage() => EachAsync(
        ["fal-ai/flux/dev/image-to-image", "fal-ai/flux-pro/kontext", "fal-ai/flux-2/edit", "fal-ai/nano-banana/edit", "fal-ai/qwen-image-edit", "fal-ai/bria/background/remove"],
        async (client, model) =>
        {
            var answer = await client.EditImageAsync(new() { Model = model, Image = Picture, Prompt = "in winter", Strength = 0.8, Seed = 7 }, Token);

            (await answer.Image.ReadBytesAsync(Token)).Length.Should().BeGreaterThan(100);
        });

    [Fact]
    public Task EditImageAsync_WithAMask_Repaints() => EachAsync(["fal-ai/flux-lora/inpainting", "fal-ai/flux-pro/v1/fill"], async (client, model) =>
        (await client.EditImageAsync(new() { Model = model, Image = Picture, Mask = Picture, Prompt = "a hat" }, Token)).Images.Should().ContainSingle());

    [Fact]
    public Task GenerateVideoAsync_EachFamily_TakesItsOwnLength() => EachAsync(
        [
            "fal-ai/veo3", "fal-ai/kling-video/v2.1/master/text-to-video", "fal-ai/wan/v2.2-a14b/text-to-video", "fal-ai/ltx-2/text-to-video",
            "fal-ai/minimax/hailuo-02/standard/text-to-video", "fal-ai/mochi-v1", "fal-ai/cogvideox-5b",
        ],
        async (client, model) =>
        {
            var seconds = model.Contains("kling", StringComparison.Ordinal) ? 5 : model.Contains("veo", StringComparison.Ordinal) ? 8 : 6;

            var answer = await client.GenerateVideoAsync(
                new() { Model = model, Prompt = "waves", NegativePrompt = "people", Duration = TimeSpan.FromSeconds(seconds), AspectRatio = new(16, 9), Seed = 7 }, Token);

            (await answer.Video.ReadBytesAsync(Token)).Length.Should().BeGreaterThan(100);
            answer.Video.ContentType.Should().Be("video/mp4");
            answer.Info.Usage!.Videos.Should().Be(1);
        });

    [Fact]
    public Task AnimateImageAsync_EachFamily_TakesBothImages() => EachAsync(
        [
            "fal-ai/kling-video/v3/pro/image-to-video", "fal-ai/kling-video/v2.5-turbo/pro/image-to-video", "fal-ai/wan/v2.2-a14b/image-to-video",
            "fal-ai/bytedance/seedance/v1/pro/image-to-video", "fal-ai/minimax/hailuo-02/pro/image-to-video",
        ],
        async (client, model) =>
        {
            var answer = await client.AnimateImageAsync(new() { Model = model, Image = Picture, LastImage = Picture, Prompt = "it moves" }, Token);

            answer.Videos.Should().ContainSingle();
            answer.Info.Warnings.Should().BeEmpty();
        });

    [Fact]
    public Task GenerateSpeechAsync_EachFamily_Speaks() => EachAsync(
        ["fal-ai/kokoro/american-english", "fal-ai/minimax/speech-02-hd", "fal-ai/elevenlabs/tts/turbo-v2.5"],
        async (client, model) =>
        {
            var voice = model.Contains("kokoro", StringComparison.Ordinal) ? "af_heart" : "Rachel";

            var answer = await client.GenerateSpeechAsync(new() { Model = model, Text = "Hello.", Voice = voice, Speed = 1.1 }, Token);

            (await answer.Audio.ReadBytesAsync(Token)).Length.Should().BeGreaterThan(100);
            answer.Info.Warnings.Should().BeEmpty();
            answer.Info.Usage!.Characters.Should().Be(6);
        });

    [Fact]
    public Task GenerateAudioAsync_EachFamily_GivesSound() => EachAsync(
        ["fal-ai/stable-audio", "fal-ai/ace-step/prompt-to-audio", "fal-ai/elevenlabs/sound-effects", "cassetteai/music-generator"],
        async (client, model) =>
        {
            var answer = await client.GenerateAudioAsync(new() { Model = model, Provider = Fal, Prompt = "rain", Duration = TimeSpan.FromSeconds(10) }, Token);

            (await answer.Audio.ReadBytesAsync(Token)).Length.Should().BeGreaterThan(100);
            answer.Info.Warnings.Should().BeEmpty();
        });

    [Fact]
    public Task TranscribeAsync_WhatWasSpoken_IsWrittenDown() => EachAsync(["fal-ai/whisper", "fal-ai/wizper"], async (client, model) =>
    {
        var spoken = await client.GenerateSpeechAsync(new() { Model = "fal-ai/kokoro/american-english", Text = "Hello there." }, Token);
        var sound = MediaContent.FromBytes(await spoken.Audio.ReadBytesAsync(Token), spoken.Audio.ContentType);

        var answer = await client.TranscribeAsync(new() { Model = model, Audio = sound, Language = "en", Timestamps = TimestampGranularity.Segment }, Token);

        answer.Text.Should().Be("Hello there.");
        answer.Segments.Should().NotBeEmpty();
        answer.Info.Warnings.Should().BeEmpty();
    });

    [Fact]
    public Task DescribeImageAsync_EachFamily_Describes() => EachAsync(
        ["fal-ai/moondream2", "fal-ai/florence-2-large/caption", "fal-ai/llava-next", "fal-ai/any-llm/google/gemini-2.5-flash"],
        async (client, model) =>
        {
            var answer = await client.DescribeImageAsync(new() { Model = model, Image = Picture }, Token);

            answer.Text.Should().NotBeEmpty();
            answer.Info.Warnings.Should().BeEmpty();
        });

    [Fact]
    public Task AskImageAsync_EachFamily_Answers() => EachAsync(
        ["fal-ai/moondream2/visual-query", "fal-ai/moondream3-preview/query", "openrouter/router/vision/openai/gpt-4o"],
        async (client, model) =>
            (await client.AskImageAsync(new() { Model = model, Provider = Fal, Image = Picture, Question = "What is it?" }, Token)).Answer.Should().NotBeEmpty());

    [Fact]
    public Task AskDocumentAsync_EachFamily_Answers() => EachAsync(
        ["fal-ai/moondream2/visual-query", "fal-ai/moondream3-preview/query", "openrouter/router/vision/openai/gpt-4o"],
        async (client, model) =>
            (await client.AskDocumentAsync(new() { Model = model, Provider = Fal, Image = Picture, Question = "What is it?" }, Token)).Answer.Should().NotBeEmpty());

    // All at once: each waits for its job most of the time.
    private static async Task EachAsync(string[] models, Func<IInferenceClient, string, Task> test)
    {
        await using var router = await EmulatedRouter.StartAsync();
        await Task.WhenAll(models.Select(model => test(router.Client, model)));
    }
}
