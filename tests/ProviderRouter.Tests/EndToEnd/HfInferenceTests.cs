using System.Text.Json.Nodes;

namespace ProviderRouter.Tests.EndToEnd;

/// <summary>Every task of hf-inference, over real sockets.</summary>
public sealed class HfInferenceTests
{
    private const string Provider = "hf-inference";
    private static readonly string Picture = Path.Combine(AppContext.BaseDirectory, "picture.png");
    private static readonly Dictionary<string, Func<IInferenceClient, CancellationToken, Task<InferenceResponse>>> Tasks = new()
    {
        ["text-classification"] = async (client, token) => Checked(
            await client.ClassifyTextAsync(new() { Model = "distilbert/distilbert-base-uncased-finetuned-sst-2-english", Provider = Provider, Text = "I love it, it is great", TopCount = 1 }, token),
            answer => answer.Labels.Should().ContainSingle().Which.Label.Should().Be("POSITIVE")),
        ["token-classification"] = async (client, token) => Checked(
            await client.ClassifyTokensAsync(new() { Model = "dslim/bert-base-NER", Provider = Provider, Text = "Ada lives in Paris", AggregationStrategy = AggregationStrategy.Simple }, token),
            answer => answer.Entities.Select(entity => (entity.Label, entity.Word, entity.Start)).Should().Equal(("PER", "Ada", 0), ("LOC", "Paris", 13))),
        ["token-classification, token by token"] = async (client, token) => Checked(
            await client.ClassifyTokensAsync(new() { Model = "dslim/bert-base-NER", Provider = Provider, Text = "Ada lives in Paris", AggregationStrategy = AggregationStrategy.None }, token),
            answer => answer.Entities.Select(entity => entity.Label).Should().Contain("I-PER").And.Contain("I-LOC")),
        ["zero-shot-classification"] = async (client, token) => Checked(
            await client.ClassifyZeroShotAsync(new() { Model = "MoritzLaurer/deberta-v3-large-zeroshot-v2.0", Provider = Provider, Text = "I want a refund", CandidateLabels = ["faq", "refund"] }, token),
            answer => answer.Labels.Select(label => label.Label).Should().Equal("refund", "faq")),
        ["zero-shot-classification, older form"] = async (client, token) => Checked(
            await client.ClassifyZeroShotAsync(new() { Model = "facebook/bart-large-mnli", Provider = Provider, Text = "I want a refund", CandidateLabels = ["faq", "refund"], MultiLabel = true }, token),
            answer => answer.Labels.Select(label => label.Label).Should().Equal("refund", "faq")),
        ["zero-shot-image-classification"] = async (client, token) => Checked(
            await client.SendAsync(InferenceTasks.ZeroShotImageClassification, new() { Model = "openai/clip-vit-base-patch32", Provider = Provider, Image = MediaContent.FromFile(Picture), CandidateLabels = ["car", "house"] }, token),
            answer => answer.Labels.Select(label => label.Label).Should().BeEquivalentTo("car", "house")),
        ["image-classification"] = async (client, token) => Checked(
            await client.SendAsync(InferenceTasks.ImageClassification, new() { Model = "google/vit-base-patch16-224", Provider = Provider, Image = MediaContent.FromFile(Picture) }, token),
            answer => answer.Labels.Should().HaveCount(5).And.BeInDescendingOrder(label => label.Score)),
        ["image-classification, with parameters"] = async (client, token) => Checked(
            await client.SendAsync(InferenceTasks.ImageClassification, new() { Model = "google/vit-base-patch16-224", Provider = Provider, Image = MediaContent.FromFile(Picture), TopCount = 2, FunctionToApply = ClassificationFunction.Sigmoid }, token),
            answer => answer.Labels.Should().HaveCount(2)),
        ["audio-classification"] = async (client, token) => Checked(
            await client.SendAsync(InferenceTasks.AudioClassification, new() { Model = "superb/hubert-large-superb-er", Provider = Provider, Audio = await SayAsync(client, token), TopCount = 2 }, token),
            answer => answer.Labels.Should().HaveCount(2)),
        ["summarization"] = async (client, token) => Checked(
            await client.SummarizeAsync(new() { Model = "facebook/bart-large-cnn", Provider = Provider, Text = "The tower is tall. It is old. It is made of iron.", MaxOutputTokens = 4, CleanUpSpaces = true }, token),
            answer => answer.Text.Should().StartWith("The tower")),
        ["translation"] = async (client, token) => Checked(
            await client.TranslateAsync(new() { Model = "facebook/nllb-200-distilled-600M", Provider = Provider, Text = "Hello", SourceLanguage = "eng_Latn", TargetLanguage = "deu_Latn" }, token),
            answer => answer.Text.Should().Contain("deu_Latn").And.Contain("Hello")),
        ["question-answering"] = async (client, token) => Checked(
            await client.AnswerQuestionAsync(new() { Model = "deepset/roberta-base-squad2", Provider = Provider, Question = "Where does Ada live?", Context = "Ada lives in Paris.", AlignToWords = true }, token),
            answer => answer.Answers[0].Start.Should().Be("Ada lives in Paris.".IndexOf(answer.Answer, StringComparison.Ordinal))),
        ["question-answering, as a list"] = async (client, token) => Checked(
            await client.AnswerQuestionAsync(new() { Model = "distilbert/distilbert-base-cased-distilled-squad", Provider = Provider, Question = "Who?", Context = "Ada lives. Bob sleeps.", TopCount = 2 }, token),
            answer => answer.Answers.Should().HaveCount(2)),
        ["table-question-answering"] = async (client, token) => Checked(
            await client.AnswerTableQuestionAsync(
                new() { Model = "google/tapas-base-finetuned-wtq", Provider = Provider, Query = "How many people live in Oslo?", Table = new Dictionary<string, IReadOnlyList<string>> { ["City"] = ["Bern", "Oslo"], ["People"] = ["1", "2"] } }, token),
            answer => answer.Cells.Should().Equal("2")),
        ["fill-mask"] = async (client, token) => Checked(
            await client.FillMaskAsync(new() { Model = "google-bert/bert-base-uncased", Provider = Provider, Text = "[MASK] world, [MASK]!", TopCount = 3 }, token),
            answer => answer.Masks.Select(fills => fills.Count).Should().Equal(3, 3)),
        ["object-detection"] = async (client, token) => Checked(
            await client.SendAsync(InferenceTasks.ObjectDetection, new() { Model = "facebook/detr-resnet-50", Provider = Provider, Image = MediaContent.FromFile(Picture), Threshold = 0.9 }, token),
            answer => answer.Objects.Should().ContainSingle().Which.Box.XMax.Should().BePositive()),
        ["image-segmentation"] = async (client, token) => Checked(
            await client.SendAsync(InferenceTasks.ImageSegmentation, new() { Model = "facebook/detr-resnet-50-panoptic", Provider = Provider, Image = MediaContent.FromFile(Picture) }, token),
            answer => answer.Segments.Should().NotBeEmpty().And.OnlyContain(segment => segment.Mask.ContentType == "image/png" && segment.Score > 0)),
        ["feature-extraction"] = async (client, token) => Checked(
            await client.SendAsync(InferenceTasks.Embeddings, new() { Model = "intfloat/multilingual-e5-large", Provider = Provider, Inputs = ["a", "b"], Normalize = true, PromptName = "query", Truncate = true }, token),
            answer => answer.Vectors.Select(vector => vector.Length).Should().Equal(1024, 1024)),
        ["feature-extraction, token by token"] = async (client, token) => Checked(
            await client.SendAsync(InferenceTasks.Embeddings, new() { Model = "facebook/bart-base", Provider = Provider, Inputs = ["Hi"] }, token),
            answer => answer.TokenVectors.Should().ContainSingle().Which.Should().HaveCountGreaterThan(1)),
        ["sentence-similarity"] = async (client, token) => Checked(
            await client.SendAsync(InferenceTasks.SentenceSimilarity, new() { Model = "sentence-transformers/all-MiniLM-L6-v2", Provider = Provider, SourceSentence = "It is easy", Sentences = ["It is easy", "Bananas"] }, token),
            answer => answer.Scores.Should().HaveCount(2).And.BeInDescendingOrder()),
        ["image-to-text"] = async (client, token) => Checked(
            await client.SendAsync(InferenceTasks.ImageToText, new() { Model = "Salesforce/blip-image-captioning-base", Provider = Provider, Image = MediaContent.FromFile(Picture), MaxOutputTokens = 50, Temperature = 0.5 }, token),
            answer => answer.Text.Should().Contain("picture")),
        ["image-to-text, alone"] = async (client, token) => Checked(
            await client.SendAsync(InferenceTasks.ImageToText, new() { Model = "nlpconnect/vit-gpt2-image-captioning", Provider = Provider, Image = MediaContent.FromFile(Picture) }, token),
            answer => answer.Text.Should().NotBeEmpty()),
        ["visual-question-answering"] = async (client, token) => Checked(
            await client.SendAsync(InferenceTasks.VisualQuestionAnswering, new() { Model = "dandelin/vilt-b32-finetuned-vqa", Provider = Provider, Image = MediaContent.FromFile(Picture), Question = "What colour?", TopCount = 2 }, token),
            answer => answer.Answers.Should().HaveCount(2).And.BeInDescendingOrder(found => found.Score)),
        ["document-question-answering"] = async (client, token) => Checked(
            await client.SendAsync(InferenceTasks.DocumentQuestionAnswering, new() { Model = "impira/layoutlm-document-qa", Provider = Provider, Image = MediaContent.FromFile(Picture), Question = "Which invoice?", Language = "en" }, token),
            answer => answer.Answer.Should().Contain("invoice", "nothing reads the picture")),
        ["text-to-image"] = async (client, token) => Checked(
            await client.GenerateImageAsync(new() { Model = "stabilityai/stable-diffusion-xl-base-1.0", Provider = Provider, Prompt = "a lighthouse", Size = new(64, 32), Steps = 5 }, token),
            answer => MediaTypes.FromMagic(answer.Image.Bytes!.Value.Span).Should().Be("image/png")),
        ["text-to-image, as base64"] = async (client, token) => Checked(
            await client.GenerateImageAsync(new() { Model = "emulated/picture-as-b64-json", Provider = Provider, Prompt = "a lighthouse" }, token),
            answer => answer.Image.ContentType.Should().Be("image/png")),
        ["text-to-image, as an address"] = async (client, token) => await AtAnAddressAsync(client, token),
        ["image-to-image"] = async (client, token) => Checked(
            await client.SendAsync(
                InferenceTasks.ImageToImage,
                new() { Model = "timbrooks/instruct-pix2pix", Provider = Provider, Image = MediaContent.FromFile(Picture), Prompt = "at night", Size = new(64, 32), Seed = 1, Strength = 0.5, ImageGuidance = 1.5, Format = ImageFormat.Jpeg },
                token),
            answer => MediaTypes.FromMagic(answer.Image.Bytes!.Value.Span).Should().Be("image/jpeg")),
        ["image-to-image, the picture alone"] = async (client, token) => Checked(
            await client.SendAsync(InferenceTasks.ImageToImage, new() { Model = "timbrooks/instruct-pix2pix", Provider = Provider, Image = MediaContent.FromFile(Picture) }, token),
            answer => MediaTypes.FromMagic(answer.Image.Bytes!.Value.Span).Should().Be("image/png")),
        ["text-to-audio"] = async (client, token) => Checked(
            await client.SendAsync(InferenceTasks.TextToAudio, new() { Model = "facebook/musicgen-small", Provider = Provider, Prompt = "rain", Temperature = 0.5 }, token),
            answer => answer.Audio.ContentType.Should().StartWith("audio/")),
        ["automatic-speech-recognition"] = async (client, token) => Checked(
            await client.SendAsync(InferenceTasks.SpeechToText, new() { Model = "openai/whisper-large-v3", Provider = Provider, Audio = await SayAsync(client, token) }, token),
            answer => answer.Text.Should().Contain("Good morning")),
        ["automatic-speech-recognition, segments"] = async (client, token) => Checked(
            await client.SendAsync(InferenceTasks.SpeechToText, new() { Model = "openai/whisper-large-v3", Provider = Provider, Audio = await SayAsync(client, token), Timestamps = TimestampGranularity.Segment }, token),
            answer => answer.Segments.Should().NotBeEmpty().And.OnlyContain(segment => segment.End > segment.Start)),
        ["automatic-speech-recognition, words"] = async (client, token) => Checked(
            await client.SendAsync(InferenceTasks.SpeechToText, new() { Model = "openai/whisper-large-v3", Provider = Provider, Audio = await SayAsync(client, token), Timestamps = TimestampGranularity.Word, Temperature = 0.5 }, token),
            answer => answer.Words.Should().HaveCountGreaterThan(1)),
        ["text-generation"] = async (client, token) => Checked(
            await client.GenerateTextAsync(new TextGenerationRequest { Model = "openai-community/gpt2", Provider = Provider, Prompt = "one two", MaxOutputTokens = 20 }, token),
            answer => answer.Text.Should().NotBeEmpty()),
        ["raw"] = async (client, token) => Checked(
            await client.SendAsync(
                InferenceTasks.Raw,
                new() { Model = "scikit-learn/Fish-Weight", Provider = Provider, Input = new JsonObject { ["inputs"] = new JsonObject { ["data"] = new JsonObject { ["Height"] = new JsonArray("11.52", "12.48") } } } },
                token),
            answer => answer.Output.GetArrayLength().Should().Be(2)),
        ["raw, a file"] = async (client, token) => Checked(
            await client.SendAsync(InferenceTasks.Raw, new() { Model = "facebook/mms-tts-eng", Provider = Provider, Input = new JsonObject { ["inputs"] = "hi" } }, token),
            answer => answer.Files.Should().ContainSingle().Which.ContentType.Should().StartWith("audio/")),
    };

    public static TheoryData<string> Names => [.. Tasks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task SendAsync_EachTask_IsAnswered(string name)
    {
        await using var router = await EmulatedRouter.StartAsync();

        var answer = await Tasks[name](router.Client, TestContext.Current.CancellationToken);

        answer.Info.Provider.Should().Be(Provider);
        answer.Info.Attempts.Should().ContainSingle().Which.Error.Should().BeNull();
    }

    [Fact]
    public async Task GenerateTextStreamAsync_Streamed_IsTheWholeText()
    {
        await using var router = await EmulatedRouter.StartAsync();
        var request = new TextGenerationRequest { Model = "openai-community/gpt2", Provider = Provider, Prompt = "one two" };

        var whole = await router.Client.GenerateTextAsync(request, TestContext.Current.CancellationToken);
        var updates = new List<TextGenerationUpdate>();
        await foreach (var update in router.Client.GenerateTextStreamAsync(request, TestContext.Current.CancellationToken))
        {
            updates.Add(update);
        }

        string.Concat(updates).Should().Be(whole.Text);
    }

    [Fact]
    public async Task SendAsync_ModelThatHasToBeLoaded_IsWaitedFor()
    {
        await using var router = await EmulatedRouter.StartAsync();

        var answer = await router.Client.ClassifyTextAsync(new() { Model = "acme/cold-start-classifier", Provider = Provider, Text = "I love it" }, TestContext.Current.CancellationToken);

        answer.Info.Attempts.Should().HaveCountGreaterThan(1);
        answer.Info.Attempts[^1].Error.Should().BeNull();
    }

    private static async Task<InferenceResponse> AtAnAddressAsync(IInferenceClient client, CancellationToken cancellationToken)
    {
        var answer = await client.GenerateImageAsync(new() { Model = "emulated/picture-as-addresses", Provider = Provider, Prompt = "a lighthouse" }, cancellationToken);
        MediaTypes.FromMagic((await answer.Image.ReadBytesAsync(cancellationToken)).Span).Should().StartWith("image/");
        return answer;
    }

    private static async Task<MediaContent> SayAsync(IInferenceClient client, CancellationToken cancellationToken) =>
        (await client.GenerateSpeechAsync(new() { Model = "facebook/mms-tts-eng", Provider = Provider, Text = "Good morning, Oslo" }, cancellationToken)).Audio;

    private static T Checked<T>(T answer, Action<T> check)
    {
        check(answer);
        return answer;
    }
}
