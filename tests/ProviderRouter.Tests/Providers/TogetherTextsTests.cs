using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.TogetherWire;

namespace ProviderRouter.Tests.Providers;

public sealed class TogetherTextsTests
{
    private const string Llama = "meta-llama/Llama-3.3-70B-Instruct-Turbo";
    private const string Answer = """
        {"id":"oX1","object":"chat.completion","created":1760000000,"model":"m","prompt":[],
         "choices":[{"index":0,"finish_reason":"eos","seed":15158565520978651000,"logprobs":{"tokens":["Hi"],"token_logprobs":[-0.5],"token_ids":[1]},
           "message":{"role":"assistant","content":"Hi","reasoning":"hm","tool_calls":[]}}],
         "usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12,"cached_tokens":0},"warnings":[{"message":"w"}]}
        """;

    [Fact]
    public async Task ChatAsync_EverythingSet_IsWrittenInTheDialect()
    {
        using var wire = new TogetherWire(Json(Answer));

        var answer = await ChatAsync(wire, new()
        {
            Messages = [ChatMessage.User("Hi")],
            MaxOutputTokens = 5,
            Temperature = 0.5,
            TopP = 0.9,
            TopK = 40,
            MinP = 0.1,
            RepetitionPenalty = 1.1,
            Stop = ["x"],
            Seed = 7,
            Count = 1,
            LogProbabilities = true,
            TopLogProbabilities = 3,
            ReasoningEffort = ReasoningEffort.Minimal,
        });

        wire.Request.ShouldBe($"POST {Base}v1/chat/completions", Key, "application/json", $$"""
            {
              "model":"{{Llama}}","messages":[{"role":"user","content":"Hi"}],"max_tokens":5,"temperature":0.5,"top_p":0.9,"top_k":40,"min_p":0.1,
              "repetition_penalty":1.1,"seed":7,"n":1,"logprobs":3,"reasoning_effort":"low","stop":["x"]
            }
            """);
        answer.Text.Should().Be("Hi");
        answer.Message.Reasoning.Should().Be("hm");
        answer.FinishReason.Should().Be(FinishReason.Stop);
        answer.Info.Usage!.TotalTokens.Should().Be(12);
        answer.Info.CostUsd.Should().NotBeNull();
        answer.Info.Warnings.Should().Equal(new InferenceWarning("ReasoningEffort", "'low' was sent: 'together' does not know 'minimal'."));
    }

    [Fact]
    public async Task ChatStreamAsync_ItsChunks_AreRead()
    {
        using var wire = new TogetherWire(MediaWire.Bytes(
            """
            data: {"id":"o","object":"chat.completion.chunk","choices":[{"index":0,"text":"Hi","logprobs":-0.5,"finish_reason":null,"seed":null,"delta":{"token_id":1,"role":"assistant","content":"Hi","tool_calls":null}}],"usage":null}

            data:{"id":"o","choices":[{"index":0,"text":"","finish_reason":"eos","seed":15158565520978651000,"delta":{"token_id":2,"role":"assistant","content":""}}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}

            data: [DONE]


            """u8.ToArray(),
            "text/event-stream"));
        var updates = new List<ChatUpdate>();

        await foreach (var update in wire.Client.ChatStreamAsync(new() { Provider = "together", Model = Llama, Messages = [ChatMessage.User("Hi")] }, TestContext.Current.CancellationToken))
        {
            updates.Add(update);
        }

        wire.Request.ShouldBe($"POST {Base}v1/chat/completions", Key, "text/event-stream", $$$"""
            {"model":"{{{Llama}}}","messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{"include_usage":true}}
            """);
        string.Concat(updates.OfType<ChatTextUpdate>()).Should().Be("Hi");
        updates.OfType<ChatLogProbabilitiesUpdate>().Should().ContainSingle().Which.LogProbabilities.Should().BeEquivalentTo([new TokenLogProbability { Token = "Hi", LogProbability = -0.5 }]);
        updates[^1].Should().BeOfType<ChatFinishedUpdate>().Which.FinishReason.Should().Be(FinishReason.Stop);
        updates[^1].Info!.Usage!.OutputTokens.Should().Be(1);
    }

    [Theory]
    [InlineData(null, 5, 5)]
    [InlineData(true, null, 1)]
    [InlineData(true, 3, 3)]
    [InlineData(false, null, null)]
    [InlineData(false, 5, null)]
    public async Task ChatAsync_LogProbabilities_AreANumber(bool? wanted, int? top, int? expected)
    {
        using var wire = new TogetherWire(Json("""{"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]}"""));

        var answer = await ChatAsync(wire, new() { Messages = [ChatMessage.User("Hi")], LogProbabilities = wanted, TopLogProbabilities = top });

        System.Text.Json.Nodes.JsonNode.Parse(wire.Request.Body!)!["logprobs"]?.GetValue<int>().Should().Be(expected);
        wire.Request.Body!.Contains("logprobs", StringComparison.Ordinal).Should().Be(expected is not null);
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal(wanted == false && top is not null ? ["TopLogProbabilities"] : []);
    }

    [Fact]
    public async Task GenerateTextAsync_Completion_IsAtItsPath()
    {
        using var wire = new TogetherWire(Json("""{"id":"o","object":"text.completion","choices":[{"text":" Paris","seed":15158565520978651000,"finish_reason":"length","logprobs":null}],"prompt":[{"text":"x"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}"""));

        var answer = await wire.Client.GenerateTextAsync(
            new() { Provider = "together", Model = "mistralai/Mixtral-8x7B-v0.1", Prompt = "France:", Stop = ["."], LogProbabilities = 2 }, TestContext.Current.CancellationToken);

        wire.Request.ShouldBe($"POST {Base}v1/completions", Key, "application/json", """{"model":"mistralai/Mixtral-8x7B-v0.1","prompt":"France:","stop":["."],"logprobs":2}""");
        answer.Text.Should().Be(" Paris");
        answer.FinishReason.Should().Be(FinishReason.Length);
    }

    [Fact]
    public async Task EmbedAsync_WhatItRefuses_IsAWarning()
    {
        using var wire = new TogetherWire(Json("""{"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[0.5,1]}]}"""));

        var answer = await wire.Client.EmbedAsync(
            new() { Provider = "together", Model = "BAAI/bge-base-en-v1.5", Inputs = ["a"], Dimensions = 2, User = "u", Normalize = true, Truncate = true, PromptName = "query" },
            TestContext.Current.CancellationToken);

        wire.Request.ShouldBe($"POST {Base}v1/embeddings", Key, "application/json", """{"model":"BAAI/bge-base-en-v1.5","input":["a"],"encoding_format":"base64"}""");
        answer.Vector.ToArray().Should().Equal(0.5f, 1f);
        answer.Info.Warnings.Select(warning => warning.Setting).Should().BeEquivalentTo("Dimensions", "User", "Normalize", "Truncate", "PromptName");
    }

    [Fact]
    public async Task RankAsync_EverythingSet_IsWritten()
    {
        using var wire = new TogetherWire(Json("""{"object":"rerank","id":"oG1","results":[{"index":1,"relevance_score":0.64,"document":{}},{"index":0,"relevance_score":0.1,"document":{"text":"a"}}],"usage":{"prompt_tokens":100,"completion_tokens":0,"total_tokens":100}}"""));

        var answer = await wire.Client.RankAsync(
            new() { Provider = "together", Model = "Salesforce/Llama-Rank-v1", Query = "q", Documents = ["a", "b"], TopCount = 2, ReturnDocuments = true, Instruction = "i" },
            TestContext.Current.CancellationToken);

        wire.Request.ShouldBe($"POST {Base}v1/rerank", Key, "application/json", """
            {"model":"Salesforce/Llama-Rank-v1","query":"q","documents":["a","b"],"top_n":2,"return_documents":true}
            """);
        answer.Results.Select(result => (result.Index, result.Score, result.Document)).Should().Equal((1, 0.64, null), (0, 0.1, "a"));
        answer.Info.Usage!.InputTokens.Should().Be(100);
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("Instruction");
    }

    [Fact]
    public async Task RunAsync_AnyPathBelowBothVersions_IsSentAsItIs()
    {
        using var wire = new TogetherWire(Json("""{"results":[1]}"""));

        var answer = await wire.Client.RunAsync(
            new() { Provider = "together", Model = "some/model", Path = "v1/moderations", Input = new() { ["input"] = "x" } }, TestContext.Current.CancellationToken);

        wire.Request.Line.Should().Be($"POST {Base}v1/moderations");
        wire.Request.Body.ShouldBeJson("""{"model":"some/model","input":"x"}""");
        answer.Output.GetProperty("results").GetArrayLength().Should().Be(1);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("{\"object\":\"list\",\"data\":", "}")]
    public async Task ListModelsAsync_BareOrWrapped_TellsPricesOfAMillionTokens(string before, string after)
    {
        using var wire = new TogetherWire(Json(before + """
            [{"id":"new/model","object":"model","created":1760000000,"type":"chat","context_length":131072,
              "pricing":{"hourly":0,"input":0.05,"output":0.2,"base":0,"finetune":0}},{"id":"new/voice","type":"audio","pricing":null}]
            """ + after));

        var models = await wire.Client.ListModelsAsync("together", TestContext.Current.CancellationToken);

        wire.Request.Line.Should().Be($"GET {Base}v1/models");
        models.Select(model => model.Id).Should().Equal("new/model", "new/voice");
        models[0].ContextWindow.Should().Be(131_072);
        (models[0].Price!.Unit, models[0].Price!.Input, models[0].Price!.Output).Should().Be((PriceUnit.PerMillionTokens, 0.05m, 0.2m));
        models[1].Price.Should().BeNull();
    }

    [Fact]
    public async Task SendAsync_QuestionAboutAnImage_IsAChat()
    {
        using var wire = new TogetherWire(Json(Answer));
        var image = MediaContent.FromUri(new("https://example.org/cat.png"));

        var answer = await wire.Client.SendAsync(
            InferenceTasks.VisualQuestionAnswering, new() { Provider = "together", Model = Llama, Image = image, Question = "What is it?" }, TestContext.Current.CancellationToken);

        wire.Request.ShouldBe($"POST {Base}v1/chat/completions", Key, "application/json", $$$"""
            {
              "model":"{{{Llama}}}",
              "messages":[{"role":"user","content":[{"type":"text","text":"What is it?"},{"type":"image_url","image_url":{"url":"https://example.org/cat.png"}}]}]
            }
            """);
        answer.Answers.Should().ContainSingle().Which.Answer.Should().Be("Hi");
    }

    [Theory]
    [InlineData(403, """{"error":{"message":"Input validation error: `inputs` tokens + `max_new_tokens` must be <= 131072. Given: 9 and 8","type":"invalid_request_error","code":null}}""", ErrorKind.ContextLengthExceeded)]
    [InlineData(422, """{"error":{"message":"Input validation error: `inputs` tokens + `max_new_tokens` must be <= 131072. Given: 9 and 8"}}""", ErrorKind.ContextLengthExceeded)]
    [InlineData(403, """{"error":{"message":"The prompt is too long","code":null}}""", ErrorKind.ContextLengthExceeded)]
    [InlineData(403, "", ErrorKind.ContextLengthExceeded)]
    [InlineData(403, """{"error":{"message":"You do not have permission to use this model"}}""", ErrorKind.PermissionDenied)]
    [InlineData(403, """{"error":{"message":"Your spend limit is reached"}}""", ErrorKind.QuotaExceeded)]
    [InlineData(401, """{"id":"oX1","error":{"message":"Invalid API key","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""", ErrorKind.Authentication)]
    [InlineData(402, """{"error":{"message":"Credit limit exceeded"}}""", ErrorKind.QuotaExceeded)]
    [InlineData(404, """{"error":{"message":"Unable to access model x","code":"model_not_available"}}""", ErrorKind.ModelNotFound)]
    [InlineData(422, """{"error":{"message":"Input validation error","type":"invalid_request_error","param":"max_tokens","code":"invalid_parameter"}}""", ErrorKind.InvalidRequest)]
    [InlineData(429, """{"error":{"message":"slow down"},"error_type":"dynamic_token_limited"}""", ErrorKind.RateLimited)]
    [InlineData(500, """{"error":{"message":"slow down","type":"dynamic_request_limited"}}""", ErrorKind.RateLimited)]
    [InlineData(503, "overloaded", ErrorKind.Unavailable)]
    [InlineData(524, "", ErrorKind.Unavailable)]
    [InlineData(529, "", ErrorKind.Unavailable)]
    public async Task ChatAsync_Refused_IsWhatTogetherMeans(int status, string body, ErrorKind kind)
    {
        using var wire = new TogetherWire(Json(body, status));

        var failure = (await wire.Awaiting(wire => ChatAsync(wire, new() { Messages = [ChatMessage.User("Hi")] })).Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(kind);
        ((int)failure.StatusCode!.Value).Should().Be(status);
    }

    private static Task<ChatResponse> ChatAsync(TogetherWire wire, ChatRequest request) =>
        wire.Client.ChatAsync(request with { Provider = "together", Model = Llama }, TestContext.Current.CancellationToken);
}
