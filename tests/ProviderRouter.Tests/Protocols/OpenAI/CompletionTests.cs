using System.Net;
using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Testing.OpenAIServer;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>Text generation by completions: whole requests, and each shape of the answer.</summary>
public sealed class CompletionTests
{
    private const string Answer = """{"choices":[{"index":0,"text":" a city","finish_reason":"length"}]}""";

    [Fact]
    public async Task GenerateTextAsync_OnlyAPrompt_SendsNothingThatWasNotSet()
    {
        using var server = new OpenAIServer().Answers(Answer);

        await SendAsync(server, new() { Prompt = "Paris is" });

        var sent = server.Sent.Should().ContainSingle().Subject;
        sent.ShouldBe("POST https://local.test/v1/completions", Key, "application/json", sent.Body!);
        sent.Body.Should().Be("""{"model":"m","prompt":"Paris is"}""");
    }

    [Fact]
    public async Task GenerateTextAsync_EveryParameter_SendsEachByItsName()
    {
        using var server = new OpenAIServer(options => options.MaxTokensField = "max_completion_tokens").Answers(Answer);

        var answer = await SendAsync(server, new()
        {
            Prompt = "Paris is",
            Suffix = " of love",
            MaxOutputTokens = 10,
            Temperature = 0.5,
            TopP = 0.9,
            TopK = 40,
            MinP = 0.05,
            FrequencyPenalty = -0.5,
            PresencePenalty = 0.25,
            RepetitionPenalty = 1.1,
            Stop = ["\n"],
            Seed = 9007199254740993,
            Count = 2,
            Echo = true,
            LogProbabilities = 3,
            User = "ada",
        });

        server.Sent[0].Body.ShouldBeJson("""
            {"model":"m","prompt":"Paris is","suffix":" of love","max_tokens":10,"temperature":0.5,"top_p":0.9,"top_k":40,"min_p":0.05,
             "frequency_penalty":-0.5,"presence_penalty":0.25,"repetition_penalty":1.1,"stop":["\n"],"seed":9007199254740993,"n":2,"echo":true,"logprobs":3,"user":"ada"}
            """);
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task GenerateTextAsync_OmittedAndOwnFields_WarnsAndSendsTheOwnOnce()
    {
        using var server = new OpenAIServer(options => options.OmittedFields.Add("suffix")).Answers(Answer);

        var answer = await SendAsync(server, new()
        {
            Prompt = "Paris is",
            Suffix = "!",
            MaxOutputTokens = 10,
            ProviderParameters = new Dictionary<string, JsonObject> { [Name] = new() { ["max_tokens"] = 3, ["best_of"] = 2, ["stream"] = true, ["model"] = "other" } },
        });

        server.Sent[0].Body.Should().Be("""{"model":"m","prompt":"Paris is","max_tokens":3,"best_of":2}""");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("Suffix", "ProviderParameters.stream", "ProviderParameters.model");
    }

    [Fact]
    public async Task GenerateTextAsync_SeveralChoices_AreGivenInOrderWithUsageAndProbabilities()
    {
        using var server = new OpenAIServer().Answers("""
            {"id":"c","object":"text_completion","created":1,"model":"m","choices":[
              {"index":1,"text":"b","finish_reason":"stop"},
              {"index":0,"text":"a","finish_reason":"length","logprobs":{"tokens":["a"],"token_logprobs":[-0.5],"top_logprobs":[{"a":-0.5,"b":-1}],"text_offset":[0]}}],
             "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}
            """);

        var answer = await SendAsync(server, new() { Prompt = "x", Count = 2 });

        answer.Choices.Select(choice => (choice.Index, choice.Text, choice.FinishReason)).Should().Equal((0, "a", FinishReason.Length), (1, "b", FinishReason.Stop));
        answer.Choices[0].LogProbabilities.Should().ContainSingle().Which.Top.Select(token => token.Token).Should().Equal("a", "b");
        answer.Text.Should().Be("a");
        answer.Info.Usage.Should().Be(new Usage { InputTokens = 3, OutputTokens = 2, TotalTokens = 5 });
    }

    [Theory]
    [InlineData("""{"choices":[{"text":"a"}],"finish_reason":"eos"}""", "a", "stop")] // Together, beside the choices
    [InlineData("""{"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}""", "a", "stop")]
    [InlineData("""{"choices":[{"text":"a","delta":{"content":"b"},"finish_reason":"length"}]}""", "a", "length")]
    [InlineData("""{"choices":[{"text":null,"finish_reason":""}],"usage":null}""", "", "unknown")]
    [InlineData("""{"choices":[{}]}""", "", "unknown")]
    public async Task GenerateTextAsync_EachShape_IsRead(string body, string text, string reason)
    {
        using var server = new OpenAIServer().Answers(body);

        var answer = await SendAsync(server, new() { Prompt = "x" });

        answer.Text.Should().Be(text);
        answer.FinishReason.Value.Should().Be(reason);
        answer.Info.Usage.Should().BeNull();
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, """{"error":{"message":"no luck","code":400}}""", ErrorKind.InvalidRequest)]
    [InlineData(HttpStatusCode.OK, """{"choices":[]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"choices":[{"text":"a","finish_reason":"error"}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"choices":[{"text":"\ud800"}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """["a"]""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"choices":[{"te""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.NotFound, """{"detail":"Not Found"}""", ErrorKind.ModelNotFound)]
    public async Task GenerateTextAsync_WhatIsNoAnswer_IsItsTypedError(HttpStatusCode status, string body, ErrorKind kind)
    {
        using var server = new OpenAIServer().Answers(body, status);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => SendAsync(server, new() { Prompt = "x" }));

        failure.Kind.Should().Be(kind);
    }

    private static Task<TextGenerationResponse> SendAsync(OpenAIServer server, TextGenerationRequest request) =>
        server.Client.GenerateTextAsync(request with { Provider = Name, Model = "m" }, TestContext.Current.CancellationToken);
}
