using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.ReplicateWire;

namespace ProviderRouter.Tests.Providers;

public sealed class ReplicateSightTests
{
    private const string Llava = "yorickvp/llava-13b:" + Hash;
    private const string Blip = "acme/blip";
    private const string BlipTwo = "acme/blip-2";
    private const string Moondream = "acme/moondream";
    private static readonly MediaContent Image = MediaContent.FromUri(new("https://example.com/a.png"));

    [Theory]
    [InlineData(Llava, null, """{"image":"https://example.com/a.png","prompt":"Describe this image.","max_tokens":64,"temperature":0.5,"top_p":0.9}""", "")]
    [InlineData(Llava, "Which colours?", """{"image":"https://example.com/a.png","prompt":"Which colours?","max_tokens":64,"temperature":0.5,"top_p":0.9}""", "")]
    [InlineData(Blip, null, """{"image":"https://example.com/a.png"}""", "MaxOutputTokens,Temperature,TopP")]
    [InlineData(Blip, "Which colours?", """{"image":"https://example.com/a.png","question":"Which colours?","task":"visual_question_answering"}""", "MaxOutputTokens,Temperature,TopP")]
    [InlineData(BlipTwo, null, """{"image":"https://example.com/a.png","caption":true,"temperature":0.5}""", "MaxOutputTokens,TopP")]
    [InlineData(BlipTwo, "Which colours?", """{"image":"https://example.com/a.png","question":"Which colours?","temperature":0.5}""", "MaxOutputTokens,TopP")]
    [InlineData(Moondream, null, """{"image":"https://example.com/a.png"}""", "MaxOutputTokens,Temperature,TopP")]
    public async Task DescribeImageAsync_EachKindOfModel_IsAskedInItsOwnWay(string model, string? prompt, string input, string warnings)
    {
        using var wire = Wire().Then("succeeded", """["Cap","tion: a"," whale"]""");

        var answer = await wire.SendAsync(InferenceTasks.ImageToText, new() { Model = model, Image = Image, Prompt = prompt, MaxOutputTokens = 64, Temperature = 0.5, TopP = 0.9 });

        wire.Bodies[0].ShouldBeJson(model == Llava ? $$"""{"version":"{{Hash}}","input":{{input}}}""" : $$"""{"input":{{input}}}""");
        Warnings(answer).Should().Be(warnings);
        answer.Text.Should().Be("a whale");
    }

    [Theory]
    [InlineData(Llava, """{"image":"https://example.com/a.png","prompt":"Which colours?"}""")]
    [InlineData(Blip, """{"image":"https://example.com/a.png","question":"Which colours?","task":"visual_question_answering"}""")]
    public async Task AskImageAsync_QuestionAlone_SendsItWithTheImage(string model, string input)
    {
        using var wire = Wire().Then("succeeded", "\"Answer: blue\"", """ "metrics":{"predict_time":1,"input_token_count":9,"output_token_count":2} """);

        var answer = await wire.SendAsync(InferenceTasks.VisualQuestionAnswering, new() { Model = model, Image = Image, Question = "Which colours?" });

        wire.Bodies[0].ShouldBeJson(model == Llava ? $$"""{"version":"{{Hash}}","input":{{input}}}""" : $$"""{"input":{{input}}}""");
        answer.Answers.Should().Equal(new VisualAnswer { Answer = "blue" });
        answer.Info.Usage.Should().Be(new Usage { ComputeSeconds = 1, InputTokens = 9, OutputTokens = 2 });
        Warnings(answer).Should().BeEmpty();
    }

    [Fact]
    public async Task AskImageAsync_EverythingSet_SendsWhatTheModelHasAndWarnsOfTheRest()
    {
        using var wire = Wire().Then("succeeded", "\"blue\"");

        var answer = await wire.SendAsync(
            InferenceTasks.VisualQuestionAnswering,
            new() { Model = Llava, Image = Image, Question = "Which colours?", TopCount = 3, MaxOutputTokens = 64, Temperature = 0.5, TopP = 0.9 });

        wire.Bodies[0].ShouldBeJson($$$"""{"version":"{{{Hash}}}","input":{"image":"https://example.com/a.png","prompt":"Which colours?","max_tokens":64,"temperature":0.5,"top_p":0.9}}""");
        Warnings(answer).Should().Be("TopCount");
    }

    [Fact]
    public async Task AskDocumentAsync_EverythingSet_SendsWhatTheModelHasAndWarnsOfTheRest()
    {
        using var wire = Wire().Then("succeeded", """["12"," June"]""");

        var answer = await wire.SendAsync(InferenceTasks.DocumentQuestionAnswering, new()
        {
            Model = Llava,
            Image = Image,
            Question = "When?",
            TopCount = 2,
            Language = "en",
            DocumentStride = 1,
            MaxAnswerLength = 2,
            MaxSequenceLength = 3,
            MaxQuestionLength = 4,
            HandleImpossibleAnswer = true,
            MaxOutputTokens = 64,
        });

        wire.Bodies[0].ShouldBeJson($$$"""{"version":"{{{Hash}}}","input":{"image":"https://example.com/a.png","prompt":"When?","max_tokens":64}}""");
        Warnings(answer).Should().Be("TopCount,Language,DocumentStride,MaxAnswerLength,MaxSequenceLength,MaxQuestionLength,HandleImpossibleAnswer");
        answer.Answer.Should().Be("12 June");
    }

    [Fact]
    public async Task AskDocumentAsync_QuestionAlone_SendsItWithTheImage()
    {
        using var wire = Wire().Then("succeeded", "\"12 June\"");

        var answer = await wire.SendAsync(InferenceTasks.DocumentQuestionAnswering, new() { Model = Moondream, Image = Image, Question = "When?" });

        wire.Bodies[0].ShouldBeJson("""{"input":{"image":"https://example.com/a.png","prompt":"When?"}}""");
        Warnings(answer).Should().BeEmpty();
    }

    [Fact]
    public async Task AskImageAsync_ModelThatTakesNoQuestion_IsUnsupportedAndNothingIsSent()
    {
        using var wire = new ReplicateWire().Knows($"models/{Blip}", Model(""" "image":{"type":"string","format":"uri"} """));

        var failure = (await wire.Awaiting(wire => wire.SendAsync(InferenceTasks.VisualQuestionAnswering, new() { Model = Blip, Image = Image, Question = "Which?" }))
            .Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(ErrorKind.Unsupported);
        wire.Lines.Should().BeEmpty();
    }

    private static ReplicateWire Wire() => new ReplicateWire()
        .Knows($"models/{Blip}", Model(
            """ "image":{"type":"string","format":"uri"},"task":{"allOf":[{"$ref":"#/components/schemas/task"}]},"question":{"type":"string"},"caption":{"type":"string"} """,
            required: "\"image\"",
            schemas: """ "task":{"type":"string","enum":["image_captioning","visual_question_answering","image_text_matching"]} """))
        .Knows($"models/{BlipTwo}", Model("""
            "image":{"type":"string","format":"uri"},"caption":{"type":"boolean"},"question":{"type":"string","default":"What is this a picture of?"},"temperature":{"type":"number"}
            """))
        .Knows($"models/{Moondream}", Model(""" "image":{"type":"string","format":"uri"},"prompt":{"type":"string","default":"Describe this image"} """, required: "\"image\",\"prompt\""));
}
