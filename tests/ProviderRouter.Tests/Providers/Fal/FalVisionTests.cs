using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.Fal.FalWire;

namespace ProviderRouter.Tests.Providers.Fal;

public sealed class FalVisionTests
{
    private static readonly MediaContent Picture = MediaContent.FromUri(new("https://files.example/p.png"));

    [Theory]
    [InlineData("fal-ai/llava-next", "fal-ai/llava-next", """{"prompt":"What?","image_url":"IN","max_tokens":50,"temperature":0.2,"top_p":0.9}""", "")]
    [InlineData("fal-ai/moondream2", "fal-ai/moondream2", """{"image_url":"IN"}""", "Prompt,MaxOutputTokens,Temperature,TopP")]
    [InlineData("fal-ai/moondream3-preview/caption", "fal-ai/moondream3-preview/caption", """{"image_url":"IN","temperature":0.2,"top_p":0.9}""", "Prompt,MaxOutputTokens")]
    [InlineData("fal-ai/florence-2-large/caption", "fal-ai/florence-2-large/caption", """{"image_url":"IN"}""", "Prompt,MaxOutputTokens,Temperature,TopP")]
    [InlineData("fal-ai/any-llm/google/gemini-2.5-flash", "fal-ai/any-llm/vision", """{"model":"google/gemini-2.5-flash","prompt":"What?","image_url":"IN","max_tokens":50,"temperature":0.2}""", "TopP")]
    [InlineData("openrouter/router/vision/openai/gpt-4o", "openrouter/router/vision", """{"model":"openai/gpt-4o","prompt":"What?","image_urls":["IN"],"max_tokens":50,"temperature":0.2}""", "TopP")]
    [InlineData("acme/unknown", "acme/unknown", """{"prompt":"What?","image_url":"IN","max_tokens":50,"temperature":0.2,"top_p":0.9}""", "")]
    public async Task DescribeImageAsync_EverythingSet_SendsWhatTheModelHasAndWarnsOfTheRest(string model, string path, string body, string warnings)
    {
        using var wire = new FalWire().ThenJob("""{"output":"A cat."}""");

        var answer = await wire.Client.DescribeImageAsync(
            OnFal(new ImageToTextRequest { Model = model, Image = Picture, Prompt = "What?", MaxOutputTokens = 50, Temperature = 0.2, TopP = 0.9 }), TestContext.Current.CancellationToken);

        wire.Lines.First().Should().Be($"POST https://queue.fal.run/{path}");
        wire.Body.ShouldBeJson(body.Replace("IN", "https://files.example/p.png", StringComparison.Ordinal));
        answer.Info.Warnings.Select(warning => warning.Setting).Should().BeEquivalentTo(warnings.Split(',', StringSplitOptions.RemoveEmptyEntries));
        answer.Text.Should().Be("A cat.");
    }

    [Theory]
    [InlineData("fal-ai/moondream2", """{"image_url":"https://files.example/p.png"}""")]
    [InlineData("fal-ai/llava-next", """{"prompt":"Describe this image.","image_url":"https://files.example/p.png"}""")]
    [InlineData("acme/unknown", """{"image_url":"https://files.example/p.png"}""")]
    public async Task DescribeImageAsync_ImageAlone_GetsAPromptWhereNothingHappensWithout(string model, string body)
    {
        using var wire = new FalWire().ThenJob("""{"output":"A cat."}""");

        await wire.Client.DescribeImageAsync(OnFal(new ImageToTextRequest { Model = model, Image = Picture }), TestContext.Current.CancellationToken);

        wire.Body.ShouldBeJson(body);
    }

    [Theory]
    [InlineData("""{"output":"A cat.","partial":false}""")]
    [InlineData("""{"results":"A cat."}""")]
    [InlineData("""{"text":"A cat."}""")]
    [InlineData("""{"outputs":["A cat."]}""")]
    public async Task DescribeImageAsync_ShapeOfTheOutput_DoesNotMatter(string result)
    {
        using var wire = new FalWire().ThenJob(result);

        (await wire.Client.DescribeImageAsync(new() { Model = "fal-ai/moondream2", Image = Picture }, TestContext.Current.CancellationToken)).Text.Should().Be("A cat.");
    }

    [Fact]
    public async Task AskImageAsync_EverythingSet_AsksAndGivesOneAnswer()
    {
        using var wire = new FalWire().ThenJob("""{"output":"A cat.","usage_info":{"input_tokens":12,"output_tokens":3,"prefill_time_ms":1}}""");

        var answer = await wire.Client.AskImageAsync(
            new() { Model = "fal-ai/moondream3-preview/query", Image = Picture, Question = "What?", TopCount = 3, MaxOutputTokens = 50, Temperature = 0.2, TopP = 0.9 }, TestContext.Current.CancellationToken);

        wire.Body.ShouldBeJson("""{"prompt":"What?","image_url":"https://files.example/p.png","temperature":0.2,"top_p":0.9}""");
        answer.Answers.Should().Equal(new VisualAnswer { Answer = "A cat." });
        answer.Info.Warnings.Select(warning => warning.Setting).Should().BeEquivalentTo("TopCount", "MaxOutputTokens");
        answer.Info.Usage.Should().Be(new Usage { InputTokens = 12, OutputTokens = 3, ComputeSeconds = 1.5 });
    }

    [Fact]
    public async Task AskDocumentAsync_EverythingSet_AsksAndGivesOneAnswer()
    {
        using var wire = new FalWire().ThenJob("""{"output":"12 EUR"}""");

        var answer = await wire.Client.AskDocumentAsync(
            new()
            {
                Model = "fal-ai/llava-next",
                Image = Picture,
                Question = "What is the total?",
                TopCount = 3,
                Language = "en",
                DocumentStride = 8,
                MaxAnswerLength = 20,
                MaxSequenceLength = 384,
                MaxQuestionLength = 64,
                HandleImpossibleAnswer = true,
                MaxOutputTokens = 50,
                Provider = "fal-ai",
            },
            TestContext.Current.CancellationToken);

        wire.Lines.First().Should().Be("POST https://queue.fal.run/fal-ai/llava-next");
        wire.Body.ShouldBeJson("""{"prompt":"What is the total?","image_url":"https://files.example/p.png","max_tokens":50}""");
        answer.Answers.Should().Equal(new DocumentAnswer { Answer = "12 EUR" });
        answer.Info.Warnings.Select(warning => warning.Setting).Should().BeEquivalentTo(
            "TopCount", "Language", "DocumentStride", "MaxAnswerLength", "MaxSequenceLength", "MaxQuestionLength", "HandleImpossibleAnswer");
    }

    [Fact]
    public async Task AskDocumentAsync_QuestionAlone_SendsNothingElse()
    {
        using var wire = new FalWire().ThenJob("""{"output":"12 EUR"}""");

        var answer = await wire.Client.AskDocumentAsync(
            new() { Model = "fal-ai/moondream3-preview/query", Provider = "fal-ai", Image = Picture, Question = "What is the total?" }, TestContext.Current.CancellationToken);

        wire.Body.ShouldBeJson("""{"prompt":"What is the total?","image_url":"https://files.example/p.png"}""");
        (answer.Answer, answer.Info.Warnings.Count).Should().Be(("12 EUR", 0));
    }

    [Fact]
    public async Task AskImageAsync_ModelThatOnlyDescribes_IsRefusedBeforeAnythingIsSent()
    {
        using var wire = new FalWire();

        var ask = () => wire.Client.AskImageAsync(new() { Model = "fal-ai/florence-2-large/caption", Image = Picture, Question = "What?" }, TestContext.Current.CancellationToken);

        (await ask.Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.Unsupported);
        wire.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"output":null}""")]
    [InlineData("""{"output":{"x":1}}""")]
    [InlineData("""{"output":"\udc00"}""")]
    public async Task DescribeImageAsync_ResultWithoutText_IsABadResponse(string result)
    {
        using var wire = new FalWire().ThenJob(result);

        var describe = () => wire.Client.DescribeImageAsync(new() { Model = "fal-ai/moondream2", Image = Picture }, TestContext.Current.CancellationToken);

        (await describe.Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.BadResponse);
    }
}
