using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Tasks;

/// <summary>The short forms of each task ask that task, with what they were given and nothing else, and pass the caller's token on.</summary>
public sealed class ShortFormTests
{
    private static readonly MediaContent Media = MediaContent.FromBytes(new byte[] { 1 }, "image/png");
    private static readonly string[] Texts = ["a", "b"];
    private static readonly Dictionary<string, IReadOnlyList<string>> Table = new() { ["year"] = Texts };
    private static readonly JsonObject Input = new() { ["x"] = 1 };

    private static readonly Dictionary<string, (Action<IInferenceClient, CancellationToken> Ask, InferenceTask Task, InferenceRequest Request)> Forms = new()
    {
        ["ClassifyAudio"] = ((client, token) => client.ClassifyAudioAsync("m", Media, token), InferenceTasks.AudioClassification, new AudioClassificationRequest { Model = "m", Audio = Media }),
        ["Chat"] = ((client, token) => client.ChatAsync("m", "hi", token), InferenceTasks.Chat, new ChatRequest { Model = "m", Messages = [ChatMessage.User("hi")] }),
        ["ChatAboutAnImage"] = ((client, token) => client.ChatAsync("m", "hi", Media, token), InferenceTasks.Chat, new ChatRequest { Model = "m", Messages = [ChatMessage.User("hi", new ChatImagePart(Media))] }),
        ["ChatStream"] = ((client, token) => client.ChatStreamAsync("m", "hi", token), InferenceTasks.ChatStream, new ChatRequest { Model = "m", Messages = [ChatMessage.User("hi")] }),
        ["AskDocument"] = ((client, token) => client.AskDocumentAsync("m", Media, "who?", token), InferenceTasks.DocumentQuestionAnswering, new DocumentQuestionAnsweringRequest { Model = "m", Image = Media, Question = "who?" }),
        ["Embed"] = ((client, token) => client.EmbedAsync("m", "x", token), InferenceTasks.Embeddings, new EmbeddingsRequest { Model = "m", Inputs = ["x"] }),
        ["FillMask"] = ((client, token) => client.FillMaskAsync("m", "x", token), InferenceTasks.FillMask, new FillMaskRequest { Model = "m", Text = "x" }),
        ["ClassifyImage"] = ((client, token) => client.ClassifyImageAsync("m", Media, token), InferenceTasks.ImageClassification, new ImageClassificationRequest { Model = "m", Image = Media }),
        ["SegmentImage"] = ((client, token) => client.SegmentImageAsync("m", Media, token), InferenceTasks.ImageSegmentation, new ImageSegmentationRequest { Model = "m", Image = Media }),
        ["EditImage"] = ((client, token) => client.EditImageAsync("m", Media, "winter", token), InferenceTasks.ImageToImage, new ImageToImageRequest { Model = "m", Image = Media, Prompt = "winter" }),
        ["DescribeImage"] = ((client, token) => client.DescribeImageAsync("m", Media, token), InferenceTasks.ImageToText, new ImageToTextRequest { Model = "m", Image = Media }),
        ["AnimateImage"] = ((client, token) => client.AnimateImageAsync("m", Media, "wave", token), InferenceTasks.ImageToVideo, new ImageToVideoRequest { Model = "m", Image = Media, Prompt = "wave" }),
        ["DetectObjects"] = ((client, token) => client.DetectObjectsAsync("m", Media, token), InferenceTasks.ObjectDetection, new ObjectDetectionRequest { Model = "m", Image = Media }),
        ["AnswerQuestion"] = ((client, token) => client.AnswerQuestionAsync("m", "who?", "Ada did.", token), InferenceTasks.QuestionAnswering, new QuestionAnsweringRequest { Model = "m", Question = "who?", Context = "Ada did." }),
        ["Run"] = ((client, token) => client.RunAsync("m", Input, token), InferenceTasks.Raw, new RawRequest { Model = "m", Input = Input }),
        ["RunStream"] = ((client, token) => client.RunStreamAsync("m", Input, token), InferenceTasks.RawStream, new RawRequest { Model = "m", Input = Input }),
        ["CompareSentences"] = ((client, token) => client.CompareSentencesAsync("m", "x", Texts, token), InferenceTasks.SentenceSimilarity, new SentenceSimilarityRequest { Model = "m", SourceSentence = "x", Sentences = Texts }),
        ["Transcribe"] = ((client, token) => client.TranscribeAsync("m", Media, token), InferenceTasks.SpeechToText, new SpeechToTextRequest { Model = "m", Audio = Media }),
        ["Summarize"] = ((client, token) => client.SummarizeAsync("m", "x", token), InferenceTasks.Summarization, new SummarizationRequest { Model = "m", Text = "x" }),
        ["AnswerTableQuestion"] = ((client, token) => client.AnswerTableQuestionAsync("m", "when?", Table, token), InferenceTasks.TableQuestionAnswering, new TableQuestionAnsweringRequest { Model = "m", Query = "when?", Table = Table }),
        ["ClassifyText"] = ((client, token) => client.ClassifyTextAsync("m", "x", token), InferenceTasks.TextClassification, new TextClassificationRequest { Model = "m", Text = "x" }),
        ["GenerateText"] = ((client, token) => client.GenerateTextAsync("m", "x", token), InferenceTasks.TextGeneration, new TextGenerationRequest { Model = "m", Prompt = "x" }),
        ["GenerateTextStream"] = ((client, token) => client.GenerateTextStreamAsync("m", "x", token), InferenceTasks.TextGenerationStream, new TextGenerationRequest { Model = "m", Prompt = "x" }),
        ["Rank"] = ((client, token) => client.RankAsync("m", "q", Texts, token), InferenceTasks.TextRanking, new TextRankingRequest { Model = "m", Query = "q", Documents = Texts }),
        ["GenerateAudio"] = ((client, token) => client.GenerateAudioAsync("m", "x", token), InferenceTasks.TextToAudio, new TextToAudioRequest { Model = "m", Prompt = "x" }),
        ["GenerateImage"] = ((client, token) => client.GenerateImageAsync("m", "x", token), InferenceTasks.TextToImage, new TextToImageRequest { Model = "m", Prompt = "x" }),
        ["GenerateSpeech"] = ((client, token) => client.GenerateSpeechAsync("m", "x", token), InferenceTasks.TextToSpeech, new TextToSpeechRequest { Model = "m", Text = "x" }),
        ["GenerateSpeechStream"] = ((client, token) => client.GenerateSpeechStreamAsync("m", "x", token), InferenceTasks.TextToSpeechStream, new TextToSpeechRequest { Model = "m", Text = "x" }),
        ["GenerateVideo"] = ((client, token) => client.GenerateVideoAsync("m", "x", token), InferenceTasks.TextToVideo, new TextToVideoRequest { Model = "m", Prompt = "x" }),
        ["ClassifyTokens"] = ((client, token) => client.ClassifyTokensAsync("m", "x", token), InferenceTasks.TokenClassification, new TokenClassificationRequest { Model = "m", Text = "x" }),
        ["Translate"] = ((client, token) => client.TranslateAsync("m", "x", token), InferenceTasks.Translation, new TranslationRequest { Model = "m", Text = "x" }),
        ["AskImage"] = ((client, token) => client.AskImageAsync("m", Media, "who?", token), InferenceTasks.VisualQuestionAnswering, new VisualQuestionAnsweringRequest { Model = "m", Image = Media, Question = "who?" }),
        ["ClassifyZeroShot"] = ((client, token) => client.ClassifyZeroShotAsync("m", "x", Texts, token), InferenceTasks.ZeroShotClassification, new ZeroShotClassificationRequest { Model = "m", Text = "x", CandidateLabels = Texts }),
        ["ClassifyImageZeroShot"] = ((client, token) => client.ClassifyImageZeroShotAsync("m", Media, Texts, token), InferenceTasks.ZeroShotImageClassification, new ZeroShotImageClassificationRequest { Model = "m", Image = Media, CandidateLabels = Texts }),
    };

    public static TheoryData<string> Names => [.. Forms.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ShortForm_OfATask_AsksItWithWhatItWasGiven(string name)
    {
        var (ask, task, request) = Forms[name];
        var client = new RecordingClient();
        using var cancellation = new CancellationTokenSource();

        ask(client, cancellation.Token);

        var (_, arguments) = client.Calls.Should().ContainSingle().Subject;
        arguments[0].Should().BeSameAs(task);
        arguments[1].Should().BeEquivalentTo(request, options => options.RespectingRuntimeTypes().ComparingByValue<MediaContent>().ComparingByValue<JsonObject>());
        arguments[2].Should().Be(cancellation.Token);
    }

    [Fact]
    public void ShortForms_OfEveryTask_AreTested()
    {
        var tasks = typeof(InferenceTasks).GetProperties().Select(property => property.GetValue(null)).OfType<InferenceTask>();

        Forms.Values.Select(form => form.Task).Should().Contain(tasks);
    }
}
