using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Protocols.OpenAI;

public sealed class VisionByChatTests
{
    private const string Answer = """{"id":"a","choices":[{"index":0,"message":{"role":"assistant","content":"a harbour"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}""";

    private static readonly MediaContent Picture = MediaContent.FromUri(new("https://files.example/a.png"));

    [Fact]
    public async Task DescribeImageAsync_EachParameter_IsAChatAboutTheImage()
    {
        using var router = Router();
        var wire = new MediaWire(router, MediaWire.Json(Answer));

        var answer = await router.Client.DescribeImageAsync(
            new() { Model = "local:m", Image = Picture, Prompt = "Name the place.", MaxOutputTokens = 20, Temperature = 0.5, TopP = 0.9 }, TestContext.Current.CancellationToken);

        wire.Request.Line.Should().Be("POST https://llm.example/v1/chat/completions");
        wire.Request.Body.ShouldBeJson(
            """{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"Name the place."},{"type":"image_url","image_url":{"url":"https://files.example/a.png"}}]}],"max_tokens":20,"temperature":0.5,"top_p":0.9}""");
        answer.Text.Should().Be("a harbour");
        answer.Info.Provider.Should().Be("local");
        answer.Info.Usage!.TotalTokens.Should().Be(12);
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task DescribeImageAsync_NoPrompt_AsksForADescription()
    {
        using var router = Router();
        var wire = new MediaWire(router, MediaWire.Json(Answer));

        await router.Client.DescribeImageAsync(new() { Model = "local:m", Image = Picture }, TestContext.Current.CancellationToken);

        wire.Request.Body.ShouldBeJson(
            """{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"Describe this image."},{"type":"image_url","image_url":{"url":"https://files.example/a.png"}}]}]}""");
    }

    [Fact]
    public async Task AskImageAsync_SeveralAnswersWanted_GivesOneAndSaysSo()
    {
        using var router = Router();
        var wire = new MediaWire(router, MediaWire.Json(Answer));

        var answer = await router.Client.AskImageAsync(
            new() { Model = "local:m", Image = Picture, Question = "What is it?", TopCount = 3, MaxOutputTokens = 7 }, TestContext.Current.CancellationToken);

        wire.Request.Body.ShouldBeJson(
            """{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"What is it?"},{"type":"image_url","image_url":{"url":"https://files.example/a.png"}}]}],"max_tokens":7}""");
        answer.Answer.Should().Be("a harbour");
        answer.Answers.Should().ContainSingle().Which.Score.Should().BeNull();
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("TopCount");
    }

    [Fact]
    public async Task AskDocumentAsync_SettingsOfPipelines_AreWarnedOf()
    {
        using var router = Router();
        var wire = new MediaWire(router, MediaWire.Json(Answer));

        var answer = await router.Client.AskDocumentAsync(
            new()
            {
                Model = "local:m",
                Image = Picture,
                Question = "Who?",
                Language = "en",
                DocumentStride = 1,
                MaxAnswerLength = 2,
                MaxSequenceLength = 3,
                MaxQuestionLength = 4,
                HandleImpossibleAnswer = true,
            },
            TestContext.Current.CancellationToken);

        wire.Request.Body.ShouldBeJson(
            """{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"Who?"},{"type":"image_url","image_url":{"url":"https://files.example/a.png"}}]}]}""");
        answer.Answer.Should().Be("a harbour");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal(
            "Language", "DocumentStride", "MaxAnswerLength", "MaxSequenceLength", "MaxQuestionLength", "HandleImpossibleAnswer");
    }

    private static TestRouter Router() => new(builder => builder.AddOpenAICompatible("local", new Uri("https://llm.example/v1")));
}
