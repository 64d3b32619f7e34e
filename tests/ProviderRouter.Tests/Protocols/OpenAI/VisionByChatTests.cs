using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>Tasks about images, done by a chat.</summary>
public sealed class VisionByChatTests
{
    private const string Answer = """{"choices":[{"message":{"content":"A tiger."},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""";

    private static readonly MediaContent Image = MediaContent.FromBytes(new byte[] { 0x89, 0x50, 0x4E, 0x47 });

    [Fact]
    public async Task DescribeImageAsync_OnlyAnImage_AsksForADescription()
    {
        using var server = new OpenAIServer().Answers(Answer);

        var answer = await SendAsync(server, InferenceTasks.ImageToText, new ImageToTextRequest { Provider = OpenAIServer.Name, Model = "m", Image = Image });

        server.Sent.Should().ContainSingle().Which.ShouldBe(
            "POST https://local.test/v1/chat/completions", OpenAIServer.Key, "application/json",
            """{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"Describe this image."},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw=="}}]}]}""");
        answer.Text.Should().Be("A tiger.");
        answer.Info.Usage.Should().Be(new Usage { InputTokens = 3, OutputTokens = 2, TotalTokens = 5 });
        answer.Info.Provider.Should().Be(OpenAIServer.Name);
    }

    [Fact]
    public async Task DescribeImageAsync_EveryParameter_GoesToTheChat()
    {
        using var server = new OpenAIServer(options => options.OmittedFields.Add("top_p")).Answers(Answer);

        var answer = await SendAsync(server, InferenceTasks.ImageToText, new ImageToTextRequest
        {
            Provider = OpenAIServer.Name,
            Model = "m",
            Image = MediaContent.FromUri(new("https://x.test/a.png")),
            Prompt = "Which animal?",
            MaxOutputTokens = 9,
            Temperature = 0.5,
            TopP = 0.9,
            ProviderParameters = new Dictionary<string, JsonObject> { [OpenAIServer.Name] = new() { ["seed"] = 1 } },
        });

        server.Sent[0].Body.ShouldBeJson("""
            {"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"Which animal?"},{"type":"image_url","image_url":{"url":"https://x.test/a.png"}}]}],
             "max_tokens":9,"temperature":0.5,"seed":1}
            """);
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("TopP");
    }

    [Fact]
    public async Task AnswerAboutImageAsync_EveryParameter_GivesTheOneAnswer()
    {
        using var server = new OpenAIServer().Answers(Answer);

        var answer = await SendAsync(server, InferenceTasks.VisualQuestionAnswering, new VisualQuestionAnsweringRequest
        {
            Provider = OpenAIServer.Name,
            Model = "m",
            Image = Image,
            Question = "What is it?",
            TopCount = 3,
            MaxOutputTokens = 9,
            Temperature = 0.5,
            TopP = 0.9,
        });

        server.Sent[0].Body.ShouldBeJson("""
            {"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"What is it?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw=="}}]}],
             "max_tokens":9,"temperature":0.5,"top_p":0.9}
            """);
        answer.Answers.Should().Equal(new VisualAnswer { Answer = "A tiger." });
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("TopCount");
    }

    [Fact]
    public async Task AnswerAboutDocumentAsync_EveryParameter_WarnsOfWhatAChatHasNot()
    {
        using var server = new OpenAIServer().Answers(Answer);

        var answer = await SendAsync(server, InferenceTasks.DocumentQuestionAnswering, new DocumentQuestionAnsweringRequest
        {
            Provider = OpenAIServer.Name,
            Model = "m",
            Image = Image,
            Question = "Total?",
            TopCount = 1,
            Language = "en",
            DocumentStride = 1,
            MaxAnswerLength = 5,
            MaxSequenceLength = 1,
            MaxQuestionLength = 1,
            HandleImpossibleAnswer = true,
        });

        server.Sent[0].Body.ShouldBeJson("""
            {"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"Total?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw=="}}]}],"max_tokens":5}
            """);
        answer.Answers.Should().Equal(new DocumentAnswer { Answer = "A tiger." });
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("Language", "DocumentStride", "MaxSequenceLength", "MaxQuestionLength", "HandleImpossibleAnswer");
    }

    [Theory]
    [InlineData("""{"content":"","reasoning":"hm"}""", "length", ErrorKind.LimitExceeded, "MaxOutputTokens")]
    [InlineData("""{"content":null,"refusal":"I can't."}""", "stop", ErrorKind.ContentFiltered, "refused")]
    [InlineData("""{"content":null}""", "content_filter", ErrorKind.ContentFiltered, "refused")]
    [InlineData("""{"content":""}""", "stop", ErrorKind.BadResponse, "stop")]
    public async Task AnswerAboutImageAsync_NoText_IsTheFailureThatItMeans(string message, string reason, ErrorKind kind, string words)
    {
        using var server = new OpenAIServer().Answers($$"""{"choices":[{"message":{{message}},"finish_reason":"{{reason}}"}]}""");

        var failure = await Assert.ThrowsAsync<ProviderException>(() => SendAsync(
            server, InferenceTasks.VisualQuestionAnswering, new VisualQuestionAnsweringRequest { Provider = OpenAIServer.Name, Model = "m", Image = Image, Question = "?" }));

        failure.Kind.Should().Be(kind);
        failure.Message.Should().Contain(words);
        ProviderRouter.Resilience.RetryMatrix.Judge(failure, retryWhenMaybeExecuted: true).Elsewhere.Should().Be(kind == ErrorKind.BadResponse, "a refusal is to be seen, and a limit is met everywhere");
    }

    [Theory]
    [InlineData(false, ErrorKind.InvalidRequest)]
    [InlineData(true, ErrorKind.LimitExceeded)]
    public async Task DescribeImageAsync_FileThatIsGoneOrTooLarge_IsAFailureOfTheRequest(bool isTooLarge, ErrorKind kind)
    {
        using var server = new OpenAIServer().Answers(Answer);
        var path = Path.GetTempFileName();
        var image = MediaContent.FromFile(path, "image/png");
        if (isTooLarge)
        {
            using var file = File.OpenWrite(path);
            file.SetLength((100L << 20) + 1);
        }
        else
        {
            File.Delete(path);
        }

        try
        {
            var failure = await Assert.ThrowsAsync<ProviderException>(() => SendAsync(server, InferenceTasks.ImageToText, new ImageToTextRequest { Provider = OpenAIServer.Name, Model = "m", Image = image }));

            failure.Kind.Should().Be(kind);
            server.Sent.Should().BeEmpty();
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Task<TResponse> SendAsync<TRequest, TResponse>(OpenAIServer server, InferenceTask<TRequest, TResponse> task, TRequest request)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse =>
        server.Client.SendAsync(task, request, TestContext.Current.CancellationToken);
}
