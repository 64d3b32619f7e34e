using System.Text.Json;

namespace ProviderRouter.Tests.EndToEnd;

/// <summary>Each task of Fireworks, over real sockets.</summary>
public sealed class FireworksTests
{
    private const string Kontext = "black-forest-labs/FLUX.1-Kontext-pro";
    private const string Sdxl = "stabilityai/stable-diffusion-xl-base-1.0";
    private const string Provider = "fireworks-ai";

    private static readonly MediaContent Png = MediaContent.FromFile(Path.Combine(AppContext.BaseDirectory, "picture.png"));

    [Fact]
    public async Task GenerateTextAsync_WholeAndStreamed_GiveTheSameText()
    {
        await using var router = await EmulatedRouter.StartAsync();
        var request = new TextGenerationRequest { Model = "meta-llama/Llama-3.1-8B-Instruct", Provider = Provider, Prompt = "Once upon a time", MaxOutputTokens = 40, User = "u1" };

        var whole = await router.Client.GenerateTextAsync(request, TestContext.Current.CancellationToken);
        var updates = new List<TextGenerationUpdate>();
        await foreach (var update in router.Client.GenerateTextStreamAsync(request, TestContext.Current.CancellationToken))
        {
            updates.Add(update);
        }

        whole.Text.Should().NotBeEmpty();
        whole.Info.CostUsd.Should().BeGreaterThan(0);
        string.Concat(updates.OfType<TextGenerationTextUpdate>().Select(update => update.Text)).Should().Be(whole.Text);
        updates[^1].Should().BeOfType<TextGenerationFinishedUpdate>();
    }

    [Fact]
    public async Task EmbedAsync_TwoTexts_GivesVectorsOfTheAskedLength()
    {
        await using var router = await EmulatedRouter.StartAsync();

        var answer = await router.Client.EmbedAsync(
            new EmbeddingsRequest { Model = "Qwen/Qwen3-Embedding-8B", Provider = Provider, Inputs = ["a cat", "a dog"], Dimensions = 16, Normalize = true }, TestContext.Current.CancellationToken);

        answer.Vectors.Should().HaveCount(2).And.OnlyContain(vector => vector.Length == 16);
        answer.Info.Usage!.InputTokens.Should().BeGreaterThan(0);
    }

    [Fact]
    public async Task RankAsync_Documents_AreOrderedByTheirScore()
    {
        await using var router = await EmulatedRouter.StartAsync();

        var answer = await router.Client.RankAsync(
            new TextRankingRequest
            {
                Model = "accounts/fireworks/models/qwen3-reranker-8b",
                Provider = Provider,
                Query = "green apples",
                Documents = ["a red car", "green apples are sour"],
                TopCount = 2,
                ReturnDocuments = true,
                Instruction = "Find fruit.",
            },
            TestContext.Current.CancellationToken);

        answer.Results.Should().HaveCount(2).And.BeInDescendingOrder(result => result.Score);
        answer.Results[0].Document.Should().Be("green apples are sour");
    }

    [Theory]
    [InlineData("openai/whisper-large-v3", false)]
    [InlineData("openai/whisper-large-v3-turbo", false)]
    [InlineData("openai/whisper-large-v3", true)]
    public async Task TranscribeAsync_ASoundOfTheEmulator_IsHeard(string model, bool translate)
    {
        await using var router = await EmulatedRouter.StartAsync();
        var speech = await router.Client.GenerateSpeechAsync(
            new() { Model = "openai-compatible:some-voice", Text = "Good morning. How are you?" }, TestContext.Current.CancellationToken);

        var answer = await router.Client.TranscribeAsync(
            new SpeechToTextRequest { Model = model, Provider = Provider, Audio = speech.Audio, Translate = translate, Timestamps = TimestampGranularity.Segment, Diarize = true, SpeakerCount = 2 },
            TestContext.Current.CancellationToken);

        answer.Text.Should().NotBeEmpty();
        answer.Segments.Should().NotBeEmpty();
        answer.Words.Should().NotBeEmpty().And.OnlyContain(word => word.Speaker != null);
        answer.Info.Usage!.AudioSeconds.Should().BeGreaterThan(0);
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task GenerateImageAsync_Kontext_WaitsForTheJobAndDownloads()
    {
        await using var router = await EmulatedRouter.StartAsync();

        var answer = await router.Client.GenerateImageAsync(
            new() { Model = Kontext, Provider = Provider, Prompt = "a lighthouse", AspectRatio = new(16, 9), Format = ImageFormat.Jpeg }, TestContext.Current.CancellationToken);

        MediaTypes.FromMagic((await answer.Image.ReadBytesAsync(TestContext.Current.CancellationToken)).Span).Should().Be("image/jpeg");
        answer.Info.CostUsd.Should().Be(0.04m);
    }

    [Fact]
    public async Task StartAsync_Kontext_IsFollowedHereAndResumedElsewhere()
    {
        await using var router = await EmulatedRouter.StartAsync();
        var job = await router.Client.StartAsync(
            InferenceTasks.TextToImage,
            new() { Model = Kontext, Provider = Provider, Prompt = "a lighthouse" },
            new() { Webhook = new("https://app.test/hook") },
            TestContext.Current.CancellationToken);
        var phases = new List<JobPhase>();

        var answer = await job.WaitAsync(new Listener(status => phases.Add(status.Phase)), TestContext.Current.CancellationToken);
        var again = await router.Client.Resume(InferenceTasks.TextToImage, JobHandle.Parse(job.Handle.ToJson())).WaitAsync(cancellationToken: TestContext.Current.CancellationToken);

        router.Emulator[Provider].Requests[0].Body.Should().Contain("""
            "webhook_url":"https://app.test/hook"
            """.Trim());
        phases[^1].Should().Be(JobPhase.Succeeded);
        again.Image.Uri.Should().Be(answer.Image.Uri);
        router.Emulator[Provider].Requests.Count(request => !request.Path.EndsWith("get_result", StringComparison.Ordinal)).Should().Be(1);
    }

    [Theory]
    [InlineData("please filter", ErrorKind.ContentFiltered)]
    [InlineData("please refuse", ErrorKind.ContentFiltered)]
    [InlineData("please fail", ErrorKind.JobFailed)]
    public async Task GenerateImageAsync_KontextFails_SaysWhy(string words, ErrorKind kind)
    {
        await using var router = await EmulatedRouter.StartAsync();

        var failure = (await FluentActions.Awaiting(() => router.Client.GenerateImageAsync(
            new() { Model = Kontext, Provider = Provider, Prompt = $"a lighthouse, {words}" }, TestContext.Current.CancellationToken)).Should().ThrowAsync<JobException>()).Which;

        failure.Kind.Should().Be(kind);
    }

    [Theory]
    [InlineData(Kontext)]
    [InlineData(Sdxl)]
    public async Task EditImageAsync_EachFamily_GivesAPicture(string model)
    {
        await using var router = await EmulatedRouter.StartAsync();

        var answer = await router.Client.EditImageAsync(new ImageToImageRequest { Model = model, Provider = Provider, Image = Png, Prompt = "make it blue" }, TestContext.Current.CancellationToken);

        MediaTypes.FromMagic((await answer.Image.ReadBytesAsync(TestContext.Current.CancellationToken)).Span).Should().StartWith("image/");
        answer.Info.CostUsd.Should().BeGreaterThan(0);
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task DescribeImageAsync_APicture_IsSeen()
    {
        await using var router = await EmulatedRouter.StartAsync();
        const string model = "meta-llama/Llama-4-Scout-17B-16E-Instruct";

        var described = await router.Client.DescribeImageAsync(new ImageToTextRequest { Model = model, Provider = Provider, Image = Png }, TestContext.Current.CancellationToken);
        var answered = await router.Client.AskImageAsync(new VisualQuestionAnsweringRequest { Model = model, Provider = Provider, Image = Png, Question = "What is it?" }, TestContext.Current.CancellationToken);
        var read = await router.Client.AskDocumentAsync(new DocumentQuestionAnsweringRequest { Model = model, Provider = Provider, Image = Png, Question = "What is it?" }, TestContext.Current.CancellationToken);

        described.Text.Should().Contain("96x64 png");
        answered.Answer.Should().Contain("96x64 png");
        read.Answer.Should().Contain("96x64 png");
    }

    [Theory]
    [InlineData("accounts/fireworks/models/flux-1-schnell-fp8")]
    [InlineData("accounts/fireworks/models/stable-diffusion-xl-1024-v1-0")]
    [InlineData("accounts/fireworks/models/flux-kontext-pro")]
    public async Task RunAsync_ModelOfImages_GivesAnImage(string model)
    {
        await using var router = await EmulatedRouter.StartAsync();

        var answer = await router.Client.RunAsync(new RawRequest { Model = model, Provider = Provider, Input = new() { ["prompt"] = "a lighthouse" } }, TestContext.Current.CancellationToken);

        var image = answer.Files is [var file] ? await file.ReadBytesAsync(TestContext.Current.CancellationToken) : InJson(answer.Output);
        MediaTypes.FromMagic(image.Span).Should().StartWith("image/");
    }

    [Fact]
    public async Task ListModelsAsync_Fireworks_TellsItsModels()
    {
        await using var router = await EmulatedRouter.StartAsync();

        var models = await router.Client.ListModelsAsync(Provider, TestContext.Current.CancellationToken);

        models.Should().HaveCountGreaterThan(5).And.OnlyContain(model => model.IsLive);
        models.Should().ContainSingle(model => model.Id == "accounts/fireworks/models/flux-kontext-pro").Which.CanonicalId.Should().Be(Kontext);
    }

    // One object with a list of images, or a list of objects with one each.
    private static ReadOnlyMemory<byte> InJson(JsonElement output)
    {
        var holder = output.ValueKind == JsonValueKind.Array ? output[0] : output;
        var image = holder.GetProperty("base64");
        return (image.ValueKind == JsonValueKind.Array ? image[0] : image).GetString()!.Split(',')[^1] is { } text ? Convert.FromBase64String(text) : default;
    }

    private sealed class Listener(Action<JobStatus> report) : IProgress<JobStatus>
    {
        public void Report(JobStatus value) => report(value);
    }
}
