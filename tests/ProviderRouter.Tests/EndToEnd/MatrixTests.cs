using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.EndToEnd;

/// <summary>Every cell of the table of providers and tasks, over real sockets.</summary>
public sealed class MatrixTests
{
    private static readonly byte[] Png = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "picture.png"));

    public static TheoryData<string, string> ChatModels => new()
    {
        { "fireworks-ai", "meta-llama/Llama-3.1-8B-Instruct" },
        { "replicate", "meta/meta-llama-3-70b-instruct" },
        { "huggingface-router", "meta-llama/Llama-3.1-8B-Instruct" },
        { "openai-compatible", "some-model" },
    };

    public static TheoryData<string, string> VisionModels => new()
    {
        { "fireworks-ai", "meta-llama/Llama-4-Scout-17B-16E-Instruct" },
        { "replicate", "yorickvp/llava-13b" },
        { "huggingface-router", "Qwen/Qwen2.5-VL-72B-Instruct" },
        { "openai-compatible", "some-vision-model" },
    };

    public static TheoryData<string, string> ImageModels => new()
    {
        { "fireworks-ai", "black-forest-labs/FLUX.1-schnell" },
        { "fireworks-ai", "stabilityai/stable-diffusion-xl-base-1.0" },
        { "fireworks-ai", "stabilityai/stable-diffusion-3.5-large" },
        { "replicate", "stabilityai/stable-diffusion-xl-base-1.0" },
        { "replicate", "black-forest-labs/FLUX.1-schnell" },
        { "replicate", "prompthero/openjourney" },
        { "hf-inference", "stabilityai/stable-diffusion-xl-base-1.0" },
        { "openai-compatible", "some-image-model" },
    };

    public static TheoryData<string, string> SpeechModels => new()
    {
        { "replicate", "suno/bark" },
        { "hf-inference", "facebook/mms-tts-eng" },
        { "openai-compatible", "some-voice" },
    };

    [Theory]
    [MemberData(nameof(ChatModels))]
    public async Task ChatAsync_EachProvider_AnswersWithWhoServed(string provider, string model)
    {
        await using var router = await EmulatedRouter.StartAsync();

        var answer = await router.Client.ChatAsync(
            new() { Model = model, Provider = provider, Messages = [ChatMessage.System("Be short."), ChatMessage.User("Say hello")], MaxOutputTokens = 200, Temperature = 0.5 },
            TestContext.Current.CancellationToken);

        answer.Text.Should().Contain("synthetic answer").And.Contain("Say hello");
        answer.FinishReason.Should().Be(EndOf(provider));
        answer.Info.Provider.Should().Be(provider);
        answer.Info.Attempts.Should().OnlyContain(attempt => attempt.Error == null);
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(ChatModels))]
    public async Task ChatStreamAsync_EachProvider_StreamsTheSameTextAndEnds(string provider, string model)
    {
        await using var router = await EmulatedRouter.StartAsync();
        var request = new ChatRequest { Model = model, Provider = provider, Messages = [ChatMessage.User("Say hello")] };
        var whole = await router.Client.ChatAsync(request, TestContext.Current.CancellationToken);

        var updates = new List<ChatUpdate>();
        await foreach (var update in router.Client.ChatStreamAsync(request, TestContext.Current.CancellationToken))
        {
            updates.Add(update);
        }

        updates.OfType<ChatTextUpdate>().Should().HaveCountGreaterThan(3);
        string.Concat(updates.OfType<ChatTextUpdate>().Select(update => update.Text)).Should().Be(whole.Text);
        updates[0].Info!.Provider.Should().Be(provider);
        updates[^1].Should().BeOfType<ChatFinishedUpdate>().Which.FinishReason.Should().Be(EndOf(provider));
        updates[^1].Info!.Provider.Should().Be(provider);
    }

    [Theory]
    [MemberData(nameof(VisionModels))]
    public async Task ChatAsync_WithAPicture_SeesIt(string provider, string model)
    {
        await using var router = await EmulatedRouter.StartAsync();

        var answer = await router.Client.ChatAsync(
            new() { Model = model, Provider = provider, Messages = [ChatMessage.User("What is this?", new ChatImagePart(MediaContent.FromBytes(Png)))] },
            TestContext.Current.CancellationToken);

        answer.Text.Should().Contain("96x64 png");
        answer.Info.Provider.Should().Be(provider);
    }

    [Theory]
    [MemberData(nameof(ImageModels))]
    public async Task GenerateImageAsync_EachProvider_SavesAPicture(string provider, string model)
    {
        await using var router = await EmulatedRouter.StartAsync();
        var path = Path.Combine(Directory.CreateTempSubdirectory("provider-router-").FullName, "image.bin");

        var answer = await router.Client.GenerateImageAsync(
            new() { Model = model, Provider = provider, Prompt = "a lighthouse" }, TestContext.Current.CancellationToken);
        await answer.SaveAsync(path, TestContext.Current.CancellationToken);

        MediaTypes.FromMagic(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)).Should().StartWith("image/");
        Directory.GetFiles(Path.GetDirectoryName(path)!).Should().ContainSingle("no half file is left behind");
        answer.Info.Provider.Should().Be(provider);
    }

    [Theory]
    [MemberData(nameof(SpeechModels))]
    public async Task GenerateSpeechAsync_EachProvider_GivesASound(string provider, string model)
    {
        await using var router = await EmulatedRouter.StartAsync();

        var answer = await router.Client.GenerateSpeechAsync(
            new() { Model = model, Provider = provider, Text = "Good morning!" }, TestContext.Current.CancellationToken);

        MediaTypes.FromMagic((await answer.Audio.ReadBytesAsync(TestContext.Current.CancellationToken)).Span).Should().StartWith("audio/");
        answer.Info.Provider.Should().Be(provider);
    }

    [Fact]
    public async Task ChatAsync_Tools_GoThereAndBack()
    {
        await using var router = await EmulatedRouter.StartAsync();
        var tool = ChatTool.Create("get_weather", "The weather", """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""");
        var request = new ChatRequest
        {
            Model = "meta-llama/Llama-3.1-8B-Instruct",
            Provider = "fireworks-ai",
            Messages = [ChatMessage.User("Use get_weather for Oslo")],
            Tools = [tool],
            ToolChoice = ChatToolChoice.Required,
        };

        var asked = await router.Client.ChatAsync(request, TestContext.Current.CancellationToken);
        var toolCall = asked.ToolCalls.Should().ContainSingle().Subject;
        var answered = await router.Client.ChatAsync(
            request with { Messages = [.. request.Messages, asked.Message, ChatMessage.ToolResult(toolCall.Id, "rain")], ToolChoice = ChatToolChoice.None },
            TestContext.Current.CancellationToken);

        asked.FinishReason.Should().Be(FinishReason.ToolCalls);
        toolCall.Name.Should().Be("get_weather");
        toolCall.HasValidArguments.Should().BeTrue();
        answered.Text.Should().NotBeEmpty();
    }

    [Fact]
    public async Task ChatStreamAsync_Tools_JoinToTheSameArguments()
    {
        await using var router = await EmulatedRouter.StartAsync();
        var request = new ChatRequest
        {
            Model = "openai-compatible:some-model",
            Messages = [ChatMessage.User("Use get_weather for Oslo")],
            Tools = [ChatTool.Create("get_weather", "The weather", """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""")],
            ToolChoice = ChatToolChoice.Function("get_weather"),
        };

        var updates = new List<ChatUpdate>();
        await foreach (var update in router.Client.ChatStreamAsync(request, TestContext.Current.CancellationToken))
        {
            updates.Add(update);
        }

        var whole = await router.Client.ChatAsync(request, TestContext.Current.CancellationToken);
        var pieces = updates.OfType<ChatToolCallUpdate>().ToList();
        pieces[0].Name.Should().Be("get_weather");
        string.Concat(pieces.Select(piece => piece.Arguments)).Should().Be(whole.ToolCalls[0].Arguments);
        updates[^1].Should().BeOfType<ChatFinishedUpdate>().Which.FinishReason.Should().Be(FinishReason.ToolCalls);
    }

    [Fact]
    public async Task ChatAsync_JsonSchema_GivesJson()
    {
        await using var router = await EmulatedRouter.StartAsync();
        using var schema = System.Text.Json.JsonDocument.Parse("""{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"],"additionalProperties":false}""");

        var answer = await router.Client.ChatAsync(
            new()
            {
                Model = "meta-llama/Llama-3.1-8B-Instruct",
                Messages = [ChatMessage.User("A number as JSON")],
                ResponseFormat = ChatResponseFormat.JsonSchema("number", schema.RootElement),
            },
            TestContext.Current.CancellationToken);

        System.Text.Json.JsonDocument.Parse(answer.Text).RootElement.GetProperty("n").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Number);
    }

    // A prediction tells that it succeeded, not why its text ends.
    private static FinishReason EndOf(string provider) => provider == "replicate" ? FinishReason.Unknown : FinishReason.Stop;
}
