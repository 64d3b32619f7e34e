using System.Text.Json.Nodes;
using ProviderRouter.Providers.Fireworks;
using ProviderRouter.Providers.OpenAICompatible;
using ProviderRouter.Providers.Together;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>Requests with tools.</summary>
public sealed class ChatToolRequestTests
{
    private const string Answer = """{"choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}""";

    [Fact]
    public async Task ChatAsync_ToolChoiceWithoutTools_IsAWarning()
    {
        using var server = new OpenAIServer().Answers(Answer);

        var answer = await SendAsync(server, new() { Model = "m", Messages = [ChatMessage.User("Hi")], ToolChoice = ChatToolChoice.Required, ParallelToolCalls = true });

        server.Sent[0].Body.Should().Be("""{"model":"m","messages":[{"role":"user","content":"Hi"}]}""");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("ToolChoice", "ParallelToolCalls");
    }

    [Fact]
    public async Task ChatAsync_ToolLoop_SendsToolsCallsAndResults()
    {
        using var server = new OpenAIServer().Answers(Answer);
        var call = new ChatMessage
        {
            Role = ChatRole.Assistant,
            Parts =
            [
                new ChatReasoningPart("Ask both."),
                new ChatToolCallPart { Id = "call_1", Name = "weather", Arguments = """{"city":"Oslo"}""" },
                new ChatToolCallPart { Id = "call_2", Name = "now", Arguments = "{}" },
            ],
        };

        await SendAsync(server, new()
        {
            Model = "m",
            Messages = [ChatMessage.User("Weather?"), call, ChatMessage.ToolResult("call_1", "rain"), ChatMessage.ToolResult("call_2", """{"t":1}""")],
            Tools =
            [
                ChatTool.Create("weather", "Tells the weather.", """{"type":"object","properties":{"city":{"type":"string"}}}""") with { Strict = true },
                new() { Name = "now" },
            ],
            ToolChoice = ChatToolChoice.Function("weather"),
            ParallelToolCalls = false,
        });

        server.Sent[0].Body.ShouldBeJson("""
            {"model":"m","messages":[
              {"role":"user","content":"Weather?"},
              {"role":"assistant","content":null,"tool_calls":[
                {"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}},
                {"id":"call_2","type":"function","function":{"name":"now","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"call_1","content":"rain"},
              {"role":"tool","tool_call_id":"call_2","content":"{\"t\":1}"}],
             "tools":[
              {"type":"function","function":{"name":"weather","description":"Tells the weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}}},"strict":true}},
              {"type":"function","function":{"name":"now","parameters":{"type":"object","properties":{}}}}],
             "tool_choice":{"type":"function","function":{"name":"weather"}},"parallel_tool_calls":false}
            """);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("reasoning_content")]
    public async Task ChatAsync_ThoughtsBeforeACall_GoBackOnlyToAServerThatKnowsThem(string? field)
    {
        using var server = new OpenAIServer(options => options.ReasoningField = field).Answers(Answer);
        var call = new ChatMessage
        {
            Role = ChatRole.Assistant,
            Parts = [new ChatReasoningPart("Ask."), new ChatToolCallPart { Id = "call_1", Name = "now", Arguments = "{}" }],
        };

        await SendAsync(server, new() { Model = "m", Messages = [ChatMessage.User("Time?"), call, ChatMessage.ToolResult("call_1", "noon")] });

        var sent = JsonNode.Parse(server.Sent[0].Body!)!["messages"]![1]!.AsObject();
        sent.ContainsKey("reasoning_content").Should().Be(field is not null);
        sent["reasoning_content"]?.GetValue<string>().Should().Be("Ask.");
    }

    [Theory]
    [InlineData("deepseek", true)]
    [InlineData("groq", false)]
    [InlineData("openai", false)]
    [InlineData("mistral", false)]
    public void Presets_ReasoningField_IsThatOfServersThatKnowIt(string name, bool isKnown)
    {
        var options = new OpenAICompatibleOptions();

        OpenAICompatiblePresets.Find(name)!.Apply(options);

        options.ReasoningField.Should().Be(isKnown ? "reasoning_content" : null);
    }

    [Fact]
    public void Dialects_ReasoningField_IsKnownAtFireworksAndNotAtTogether()
    {
        FireworksDialects.Texts.ReasoningField.Should().Be("reasoning_content");
        TogetherDialect.Texts.ReasoningField.Should().BeNull();
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("none")]
    [InlineData("required")]
    public async Task ChatAsync_ToolChoiceMode_IsAWord(string mode)
    {
        using var server = new OpenAIServer().Answers(Answer);
        var choice = mode == "auto" ? ChatToolChoice.Auto : mode == "none" ? ChatToolChoice.None : ChatToolChoice.Required;

        await SendAsync(server, new() { Model = "m", Messages = [ChatMessage.User("Hi")], Tools = [new() { Name = "now" }], ToolChoice = choice });

        JsonNode.Parse(server.Sent[0].Body!)!["tool_choice"]!.GetValue<string>().Should().Be(mode);
    }

    private static Task<ChatResponse> SendAsync(OpenAIServer server, ChatRequest request) =>
        server.Client.ChatAsync(request with { Provider = OpenAIServer.Name }, TestContext.Current.CancellationToken);
}
