using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.Fal.FalWire;

namespace ProviderRouter.Tests.Providers.Fal;

public sealed class FalChatTests
{
    private const string Answer = """{"output":"Hello!","reasoning":"They greet.","partial":false,"error":null,"usage":{"prompt_tokens":12,"completion_tokens":3,"total_tokens":15,"cost":0.001}}""";
    private static readonly MediaContent Picture = MediaContent.FromUri(new("https://files.example/p.png"));
    private static readonly MediaContent Other = MediaContent.FromUri(new("https://files.example/q.png"));

    [Fact]
    public async Task ChatAsync_EverythingSet_SendsOnePromptAndWarnsOfTheRest()
    {
        using var wire = new FalWire().Then(200, Answer, "application/json", ("x-fal-request-id", "run-1"));

        var answer = await wire.ChatAsync(new()
        {
            Model = "fal-ai/any-llm/google/gemini-2.5-flash",
            Messages =
            [
                ChatMessage.System("Be short."),
                ChatMessage.User("Hi"),
                ChatMessage.Assistant("Yes?"),
                new() { Role = ChatRole.User, Parts = [new ChatTextPart("And?")], Name = "Ada" },
            ],
            Tools = [new() { Name = "t" }],
            ParallelToolCalls = true,
            ResponseFormat = ChatResponseFormat.Json,
            MaxOutputTokens = 50,
            Temperature = 0.2,
            TopP = 0.9,
            TopK = 5,
            MinP = 0.1,
            FrequencyPenalty = 0.1,
            PresencePenalty = 0.1,
            RepetitionPenalty = 1.1,
            LogitBias = new Dictionary<int, double> { [1] = 2 },
            Stop = ["x"],
            Seed = 1,
            Count = 2,
            LogProbabilities = true,
            TopLogProbabilities = 2,
            ReasoningEffort = ReasoningEffort.High,
            User = "u",
            ProviderParameters = Own("""{"priority":"throughput"}"""),
        });

        wire.Requests.Should().ContainSingle().Which.Line.Should().Be("POST https://fal.run/fal-ai/any-llm");
        wire.Requests[0].Headers.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["Accept"] = "application/json",
            ["Authorization"] = $"Key {TestRouter.FalKey}",
            ["x-app-fal-disable-fallback"] = "true",
        });
        wire.Body.ShouldBeJson("""
            {"model":"google/gemini-2.5-flash","prompt":"User: Hi\nAssistant: Yes?\nUser: And?\nAssistant:","system_prompt":"Be short.","max_tokens":50,"temperature":0.2,"reasoning":true,"priority":"throughput"}
            """);
        answer.Info.Warnings.Select(warning => warning.Setting).Should().BeEquivalentTo(
            "TopP", "Tools", "ParallelToolCalls", "ResponseFormat", "TopK", "MinP", "FrequencyPenalty", "PresencePenalty", "RepetitionPenalty", "LogitBias", "Stop", "Seed", "Count",
            "LogProbabilities", "TopLogProbabilities", "User", "Name", "Messages", "ReasoningEffort");
        answer.Text.Should().Be("Hello!");
        answer.Message.Reasoning.Should().Be("They greet.");
        answer.FinishReason.Should().Be(FinishReason.Unknown);
        answer.Info.RequestId.Should().Be("run-1");
        answer.Info.Usage.Should().Be(new Usage { InputTokens = 12, OutputTokens = 3, TotalTokens = 15 });
    }

    [Theory]
    [InlineData("fal-ai/any-llm", "fal-ai/any-llm", """{"prompt":"Hi"}""")]
    [InlineData("fal-ai/any-llm/enterprise", "fal-ai/any-llm/enterprise", """{"prompt":"Hi"}""")]
    [InlineData("openrouter/router", "openrouter/router", """{"prompt":"Hi"}""")]
    [InlineData("fal-ai/llava-next", "fal-ai/llava-next", """{"prompt":"Hi"}""")]
    public async Task ChatAsync_MessageAlone_SendsItAlone(string model, string path, string body)
    {
        using var wire = new FalWire().Then(200, """{"output":"Hello!"}""");

        var answer = await wire.ChatAsync(new() { Model = model, Messages = [ChatMessage.User("Hi")] });

        wire.Requests[0].Line.Should().Be($"POST https://fal.run/{path}");
        wire.Body.ShouldBeJson(body);
        answer.Info.Warnings.Should().BeEmpty();
        answer.Info.Usage.Should().BeNull();
    }

    [Theory]
    [InlineData("fal-ai/any-llm", "fal-ai/any-llm/vision", 1, """{"prompt":"What?","image_url":"https://files.example/p.png"}""")]
    [InlineData("fal-ai/any-llm/vision", "fal-ai/any-llm/vision", 2, """{"prompt":"What?","image_urls":["https://files.example/p.png","https://files.example/q.png"]}""")]
    [InlineData("openrouter/router", "openrouter/router/vision", 1, """{"prompt":"What?","image_urls":["https://files.example/p.png"]}""")]
    [InlineData("fal-ai/any-llm/x/y", "fal-ai/any-llm/vision", 1, """{"model":"x/y","prompt":"What?","image_url":"https://files.example/p.png"}""")]
    [InlineData("fal-ai/llava-next", "fal-ai/llava-next", 1, """{"prompt":"What?","image_url":"https://files.example/p.png"}""")]
    public async Task ChatAsync_WithImages_AsksTheEndpointThatSees(string model, string path, int images, string body)
    {
        using var wire = new FalWire().Then(200, """{"output":"A cat."}""");
        ChatPart[] parts = [new ChatTextPart("What?"), new ChatImagePart(Picture), .. images > 1 ? [new ChatImagePart(Other)] : Array.Empty<ChatPart>()];

        await wire.ChatAsync(new() { Model = model, Messages = [ChatMessage.User(parts)] });

        wire.Requests[0].Line.Should().Be($"POST https://fal.run/{path}");
        wire.Body.ShouldBeJson(body);
    }

    [Fact]
    public async Task ChatAsync_ToolsThatWereUsed_AreReadAsText()
    {
        using var wire = new FalWire().Then(200, """{"output":"Sunny."}""");

        await wire.ChatAsync(new()
        {
            Model = "fal-ai/any-llm",
            Messages =
            [
                ChatMessage.User("Weather?"),
                new() { Role = ChatRole.Assistant, Parts = [new ChatToolCallPart { Id = "c1", Name = "weather", Arguments = """{"city":"Rome"}""" }] },
                ChatMessage.ToolResult("c1", "sunny"),
            ],
            ReasoningEffort = ReasoningEffort.None,
        });

        wire.Body.ShouldBeJson("""{"prompt":"User: Weather?\nAssistant: weather({\"city\":\"Rome\"})\nTool: sunny\nAssistant:","reasoning":false}""");
    }

    [Fact]
    public async Task ChatAsync_ModelOfOpenRouter_IsAskedInOpenAIsProtocol()
    {
        using var wire = new FalWire().Then(200, """
            {"id":"gen-1","model":"openai/gpt-4o","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Hello!"}}],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}
            """);

        var answer = await wire.ChatAsync(new() { Model = "openrouter/router/openai/gpt-4o", Messages = [ChatMessage.System("Be short."), ChatMessage.User("Hi")], TopP = 0.9, Stop = ["x"] });

        wire.Requests[0].Line.Should().Be("POST https://fal.run/openrouter/router/openai/v1/chat/completions");
        wire.Requests[0].Headers["Authorization"].Should().Be($"Key {TestRouter.FalKey}");
        wire.Body.ShouldBeJson("""
            {"model":"openai/gpt-4o","messages":[{"role":"system","content":"Be short."},{"role":"user","content":"Hi"}],"top_p":0.9,"stop":["x"]}
            """);
        answer.Should().BeEquivalentTo(new { Text = "Hello!", FinishReason = FinishReason.Stop });
        answer.Info.Should().BeEquivalentTo(new { Provider = "fal-ai", Model = "openrouter/router/openai/gpt-4o", Warnings = Array.Empty<InferenceWarning>() });
    }

    [Fact]
    public async Task ChatAsync_WhatTheEndpointCannotDo_IsRefusedBeforeAnythingIsSent()
    {
        using var wire = new FalWire();
        ChatRequest[] requests =
        [
            new() { Model = "fal-ai/any-llm", Messages = [ChatMessage.User("Hi")], Tools = [new() { Name = "t" }], ToolChoice = ChatToolChoice.Required },
            new() { Model = "fal-ai/llava-next", Messages = [ChatMessage.User(new ChatImagePart(Picture), new ChatImagePart(Other))] },
            new() { Model = "fal-ai/any-llm", Messages = [ChatMessage.User(new ChatAudioPart(Picture))] },
        ];

        foreach (var request in requests)
        {
            var chat = () => wire.ChatAsync(request);
            (await chat.Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.Unsupported);
        }

        wire.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"output":null}""")]
    [InlineData("""{"output":"\ud800"}""")]
    [InlineData("<html>")]
    public async Task ChatAsync_AnswerWithoutText_IsABadResponse(string body)
    {
        using var wire = new FalWire().Then(200, body);

        var chat = () => wire.ChatAsync(new() { Model = "fal-ai/any-llm", Messages = [ChatMessage.User("Hi")] });

        (await chat.Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.BadResponse);
    }
}
