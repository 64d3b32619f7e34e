using System.Text.Json.Nodes;

namespace ProviderRouter.Tests.EndToEnd;

/// <summary>Each task at Together, over real sockets.</summary>
public sealed class TogetherTests
{
    private const string Provider = "together";
    private const string Llama = "meta-llama/Llama-3.3-70B-Instruct-Turbo";
    private const string Hailuo = "minimax/hailuo-02";

    private static readonly byte[] Png = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "picture.png"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ChatAsync_WholeAndStreamed_SayTheSame()
    {
        await using var router = await EmulatedRouter.StartAsync();
        var request = new ChatRequest
        {
            Provider = Provider,
            Model = Llama,
            Messages = [ChatMessage.User("Say hello")],
            Stop = ["zzz"],
            LogProbabilities = true,
            TopLogProbabilities = 2,
        };

        var whole = await router.Client.ChatAsync(request, Cancellation);
        var updates = new List<ChatUpdate>();
        await foreach (var update in router.Client.ChatStreamAsync(request, Cancellation))
        {
            updates.Add(update);
        }

        whole.Text.Should().Contain("Say hello");
        whole.FinishReason.Should().Be(FinishReason.Stop);
        whole.Info.CostUsd.Should().BeGreaterThan(0);
        string.Concat(updates.OfType<ChatTextUpdate>()).Should().Be(whole.Text);
        updates[^1].Info!.Usage!.TotalTokens.Should().Be(whole.Info.Usage!.TotalTokens);
        updates[^1].Info!.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task ChatAsync_MoreThanTheContext_IsContextLengthExceeded()
    {
        await using var router = await EmulatedRouter.StartAsync();
        var request = new ChatRequest { Provider = Provider, Model = Llama, Messages = [ChatMessage.User("Hi")], MaxOutputTokens = 1_000_000 };

        (await router.Client.Awaiting(client => client.ChatAsync(request, Cancellation)).Should().ThrowAsync<ProviderException>())
            .Which.Kind.Should().Be(ErrorKind.ContextLengthExceeded);
    }

    [Fact]
    public async Task GenerateTextAsync_WholeAndStreamed_SayTheSame()
    {
        await using var router = await EmulatedRouter.StartAsync();
        var request = new TextGenerationRequest { Provider = Provider, Model = "mistralai/Mixtral-8x7B-v0.1", Prompt = "Once upon a time", MaxOutputTokens = 20 };

        var whole = await router.Client.GenerateTextAsync(request, Cancellation);
        var updates = new List<TextGenerationUpdate>();
        await foreach (var update in router.Client.GenerateTextStreamAsync(request, Cancellation))
        {
            updates.Add(update);
        }

        whole.Text.Should().NotBeEmpty();
        string.Concat(updates.OfType<TextGenerationTextUpdate>().Select(update => update.Text)).Should().Be(whole.Text);
        updates[^1].Should().BeOfType<TextGenerationFinishedUpdate>().Which.FinishReason.Should().Be(whole.FinishReason);
    }

    [Fact]
    public async Task EmbedAsync_AndRankAsync_Answer()
    {
        await using var router = await EmulatedRouter.StartAsync();

        var vectors = await router.Client.EmbedAsync(new() { Provider = Provider, Model = "BAAI/bge-base-en-v1.5", Inputs = ["a whale", "a ship"], Dimensions = 8 }, Cancellation);
        var ranking = await router.Client.RankAsync(
            new() { Provider = Provider, Model = "Salesforce/Llama-Rank-v1", Query = "whale songs", Documents = ["ships", "the songs of a whale"], TopCount = 1, ReturnDocuments = true },
            Cancellation);

        vectors.Vectors.Should().HaveCount(2).And.OnlyContain(vector => vector.Length == 768);
        vectors.Info.Warnings.Select(warning => warning.Setting).Should().Equal("Dimensions");
        ranking.Results.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Index = 1, Document = "the songs of a whale" });
    }

    [Theory]
    [InlineData("black-forest-labs/FLUX.1-schnell")]
    [InlineData("black-forest-labs/FLUX.1-kontext-pro")]
    [InlineData("black-forest-labs/FLUX.2-pro")]
    [InlineData("google/flash-image-2.5")]
    public async Task GenerateImageAsync_AndEditImageAsync_EachFamily_Answer(string model)
    {
        await using var router = await EmulatedRouter.StartAsync();

        var made = await router.Client.GenerateImageAsync(
            new() { Provider = Provider, Model = model, Prompt = "a whale", AspectRatio = new(16, 9), Seed = 7, Format = ImageFormat.Png }, Cancellation);
        var edited = await router.Client.EditImageAsync(
            new() { Provider = Provider, Model = model, Image = MediaContent.FromBytes(Png), Prompt = "at night", Count = 2 }, Cancellation);

        made.Image.ContentType.Should().Be("image/png");
        made.Image.Bytes!.Value.Length.Should().BeGreaterThan(100);
        edited.Image.ContentType.Should().Be("image/jpeg");
    }

    [Fact]
    public async Task GenerateVideoAsync_AndAnimateImageAsync_AreFetchedWithoutTheKey()
    {
        await using var router = await EmulatedRouter.StartAsync();

        var made = await router.Client.GenerateVideoAsync(
            new() { Provider = Provider, Model = Hailuo, Prompt = "waves", Duration = TimeSpan.FromSeconds(2), Resolution = "480p", AspectRatio = new(16, 9) }, Cancellation);
        var animated = await router.Client.AnimateImageAsync(
            new() { Provider = Provider, Model = Hailuo, Image = MediaContent.FromBytes(Png), LastImage = MediaContent.FromBytes(Png), Duration = TimeSpan.FromSeconds(1), Size = new(320, 240) },
            Cancellation);

        (await made.Video.ReadBytesAsync(Cancellation)).Length.Should().BeGreaterThan(100);
        made.Info.CostUsd.Should().Be(0.28m);
        made.Info.Usage!.VideoSeconds.Should().Be(2);
        (await animated.Video.ReadBytesAsync(Cancellation)).Length.Should().BeGreaterThan(100);
        animated.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task SendAsync_ImagesAndTheirQuestions_AreAnsweredByChat()
    {
        await using var router = await EmulatedRouter.StartAsync();
        var image = MediaContent.FromBytes(Png);

        var text = await router.Client.SendAsync(InferenceTasks.ImageToText, new() { Provider = Provider, Model = Llama, Image = image }, Cancellation);
        var visual = await router.Client.SendAsync(
            InferenceTasks.VisualQuestionAnswering, new() { Provider = Provider, Model = Llama, Image = image, Question = "What is it?" }, Cancellation);
        var document = await router.Client.SendAsync(
            InferenceTasks.DocumentQuestionAnswering, new() { Provider = Provider, Model = Llama, Image = image, Question = "What is the sum?" }, Cancellation);

        text.Text.Should().NotBeEmpty();
        visual.Answers.Should().ContainSingle();
        document.Answers.Should().ContainSingle();
    }

    [Fact]
    public async Task RunAsync_WholeAndStreamed_Answer()
    {
        await using var router = await EmulatedRouter.StartAsync();
        var chat = new RawRequest { Provider = Provider, Model = Llama, Input = new() { ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Hi" }) } };

        var whole = await router.Client.RunAsync(chat, Cancellation);
        var ranking = await router.Client.RunAsync(
            new() { Provider = Provider, Model = "Salesforce/Llama-Rank-v1", Path = "v1/rerank", Input = new() { ["query"] = "q", ["documents"] = new JsonArray("a") } }, Cancellation);
        var updates = new List<RawUpdate>();
        await foreach (var update in router.Client.RunStreamAsync(chat, Cancellation))
        {
            updates.Add(update);
        }

        whole.Output.GetProperty("choices").GetArrayLength().Should().Be(1);
        ranking.Output.GetProperty("results").GetArrayLength().Should().Be(1);
        updates.OfType<RawDataUpdate>().Should().HaveCountGreaterThan(2);
        updates[^1].Should().BeOfType<RawFinishedUpdate>();
    }

    [Fact]
    public async Task ListModelsAsync_Together_TellsItsModels()
    {
        await using var router = await EmulatedRouter.StartAsync();

        var models = await router.Client.ListModelsAsync(Provider, Cancellation);

        models.Should().Contain(model => model.Id == "openai/gpt-oss-20b" && model.IsLive && model.Price != null);
    }

    [Fact]
    public async Task GenerateVideoAsync_Failed_IsAJobException()
    {
        await using var router = await EmulatedRouter.StartAsync();
        var request = new TextToVideoRequest { Provider = Provider, Model = Hailuo, Prompt = "please fail" };

        var failure = (await router.Client.Awaiting(client => client.GenerateVideoAsync(request, Cancellation)).Should().ThrowAsync<JobException>()).Which;

        failure.Kind.Should().Be(ErrorKind.JobFailed);
        failure.Message.Should().Contain("the prompt asks it to");
    }

    [Theory]
    [InlineData("hexgrad/Kokoro-82M", 24_000)]
    [InlineData("canopylabs/orpheus-3b-0.1-ft", 24_000)]
    [InlineData("cartesia/sonic-2", 44_100)]
    public async Task GenerateSpeechAsync_ThenTranscribeAsync_SaysWhatWasWritten(string voice, int rate)
    {
        await using var router = await EmulatedRouter.StartAsync();

        var speech = await router.Client.GenerateSpeechAsync(new() { Provider = Provider, Model = voice, Text = "The whale sings." }, Cancellation);
        var heard = await router.Client.TranscribeAsync(
            new() { Provider = Provider, Model = "openai/whisper-large-v3", Audio = speech.Audio, Timestamps = TimestampGranularity.Word, Diarize = true, SpeakerCount = 2 }, Cancellation);
        var updates = new List<TextToSpeechUpdate>();
        await foreach (var update in router.Client.GenerateSpeechStreamAsync(new() { Provider = Provider, Model = voice, Text = "The whale sings." }, Cancellation))
        {
            updates.Add(update);
        }

        speech.Audio.ContentType.Should().Be("audio/wav");
        heard.Text.Should().Contain("whale");
        heard.Words.Should().NotBeEmpty();
        heard.Segments.Should().OnlyContain(segment => segment.Speaker != null);
        updates.OfType<TextToSpeechAudioUpdate>().Should().NotBeEmpty().And.OnlyContain(update => update.SampleRate == rate);
        updates[^1].Should().BeOfType<TextToSpeechFinishedUpdate>();
    }
}
