using System.Text.Json;

namespace ProviderRouter.Emulator.Tests;

public sealed class TogetherChatTests : IAsyncLifetime
{
    private const string Chat = "v1/chat/completions";
    private const string Oss = "openai/gpt-oss-20b";
    private const string Llama = "meta-llama/Llama-3.3-70B-Instruct-Turbo";
    private const string Weather = """
        "tools":[{"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}],
        """;

    private ProviderEmulator _emulator = null!;
    private Wire _wire = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ProviderEmulator.StartAsync();
        _wire = new Wire(_emulator["together"]);
    }

    public ValueTask DisposeAsync()
    {
        _wire.Dispose();
        return _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Chat_Plain_HasTheMarksOfTogether()
    {
        var answer = await _wire.PostAsync(Chat, Body());

        answer.At("choices", 0, "seed").GetUInt64().Should().BeGreaterThan(long.MaxValue);
        answer.At("choices", 0).WithoutKeys("seed").Should().BeJson("""
            {"index":0,"finish_reason":"stop","logprobs":null,"message":{"role":"assistant","tool_calls":[],
             "content":"This is a synthetic answer from the ProviderRouter emulator (model openai/gpt-oss-20b). You said: Hello"}}
            """);
        answer.At("prompt").GetArrayLength().Should().Be(0);
        answer.At("usage").Should().BeJson("""{"prompt_tokens":5,"completion_tokens":23,"total_tokens":28,"cached_tokens":0}""");
        answer.At("object").GetString().Should().Be("chat.completion");
        answer.Headers.Contains("cf-ray").Should().BeTrue();
        answer.Headers.GetValues("x-ratelimit-limit").Should().Equal("10");
    }

    [Theory]
    [InlineData(Llama, "", "eos")]
    [InlineData(Llama, "\"stop\":[\" answer\"],", "stop")]
    [InlineData(Llama, "\"max_tokens\":2,", "length")]
    [InlineData(Oss, "", "stop")]
    public async Task Chat_FinishReason_DependsOnTheModel(string model, string fields, string reason)
    {
        var answer = await _wire.PostAsync(Chat, Body(fields, model));

        answer.At("choices", 0, "finish_reason").GetString().Should().Be(reason);
    }

    [Fact]
    public async Task Stream_EachDelta_TellsItsRoleAndToken()
    {
        var whole = await _wire.PostAsync(Chat, Body("\"logprobs\":2,", Llama));
        var stream = await _wire.PostAsync(
            Chat, Body("\"logprobs\":2,\"stream\":true,\"stream_options\":{\"include_usage\":true},", Llama));

        var choices = stream.Events.Select(data => data.GetProperty("choices")[0]).ToList();
        choices.Should().OnlyContain(choice => choice.GetProperty("delta").GetProperty("role").GetString() == "assistant"
            && choice.GetProperty("delta").GetProperty("token_id").ValueKind == JsonValueKind.Number);
        string.Concat(choices.Select(choice => choice.GetProperty("delta").GetProperty("content").GetString()))
            .Should().Be(whole.At("choices", 0, "message", "content").GetString());
        choices[0].GetProperty("text").GetString().Should().Be("This");
        choices[0].GetProperty("logprobs").ValueKind.Should().Be(JsonValueKind.Number);
        choices[0].GetProperty("seed").ValueKind.Should().Be(JsonValueKind.Null);
        choices[^1].GetProperty("finish_reason").GetString().Should().Be("eos");
        choices[^1].GetProperty("seed").GetUInt64().Should().BeGreaterThan(long.MaxValue);
        stream.Events[^1].GetProperty("usage").GetRawText().Should().Be(whole.At("usage").GetRawText());
        stream.Events[..^1].Should().OnlyContain(data => data.GetProperty("usage").ValueKind == JsonValueKind.Null);
        whole.At("choices", 0, "logprobs").EnumerateObject().Select(field => field.Name)
            .Should().BeEquivalentTo("tokens", "token_logprobs", "token_ids", "top_logprobs");
    }

    [Fact]
    public async Task Stream_UsageNotAsked_TellsNone()
    {
        var stream = await _wire.PostAsync(Chat, Body("\"stream\":true,"));

        stream.Text.Should().NotContain("prompt_tokens").And.EndWith("data: [DONE]\n\n");
    }

    [Fact]
    public async Task Stream_BrokenByAFault_CarriesTheErrorInTheStream()
    {
        _emulator["together"].EnqueueFault(EmulatedFault.ErrorAfter(1));

        var stream = await _wire.PostAsync(Chat, Body("\"stream\":true,"));

        stream.Events[^1].GetProperty("error").GetProperty("type").GetString().Should().Be("server_error");
    }

    [Theory]
    [InlineData("\"reasoning\":{\"enabled\":true},", true)]
    [InlineData("\"reasoning_effort\":\"high\",", true)]
    [InlineData("\"chat_template_kwargs\":{\"thinking\":true},", true)]
    [InlineData("\"chat_template_kwargs\":{\"enable_thinking\":false},", false)]
    [InlineData("", false)]
    public async Task Reasoning_Asked_ComesAsReasoning(string fields, bool reasons)
    {
        var answer = await _wire.PostAsync(Chat, Body(fields));
        var stream = await _wire.PostAsync(Chat, Body(fields + "\"stream\":true,"));

        var message = answer.At("choices", 0, "message");
        message.TryGetProperty("reasoning", out var reasoning).Should().Be(reasons);
        message.TryGetProperty("reasoning_content", out _).Should().BeFalse();
        var streamed = stream.Events.Select(data => data.GetProperty("choices")[0].GetProperty("delta"))
            .Select(delta => delta.TryGetProperty("reasoning", out var piece) ? piece.GetString() : null);
        string.Concat(streamed).Should().Be(reasons ? reasoning.GetString() : string.Empty);
    }

    [Theory]
    [InlineData("\"tool_choice\":\"get_weather\",")]
    [InlineData("\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"get_weather\"}},")]
    [InlineData("\"tool_choice\":\"required\",")]
    public async Task Tools_Chosen_AreCalledWithAnIndex(string choice)
    {
        var answer = await _wire.PostAsync(Chat, Body(Weather + choice));

        answer.At("choices", 0, "finish_reason").GetString().Should().Be("tool_calls");
        answer.At("choices", 0, "message", "tool_calls", 0).WithoutKeys("id").Should().BeJson(
            """{"index":0,"type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"synthetic city\"}"}}""");
    }

    [Theory]
    [InlineData("""{"type":"json_schema","schema":{"type":"object","properties":{"a":{"type":"integer"}}}}""")]
    [InlineData("""{"type":"json_schema","json_schema":{"name":"x","schema":{"type":"object","properties":{"a":{"type":"integer"}}}}}""")]
    public async Task ResponseFormat_SchemaInEitherPlace_IsHeeded(string format)
    {
        var answer = await _wire.PostAsync(Chat, Body($"\"response_format\":{format},"));

        answer.At("choices", 0, "message", "content").GetString().Should().Be("""{"a":1}""");
    }

    [Fact]
    public async Task Echo_Asked_GivesThePromptBack()
    {
        var answer = await _wire.PostAsync(Chat, Body("\"echo\":true,"));

        answer.At("prompt", 0).Should().BeJson("""{"text":"Hello","logprobs":null}""");
    }

    [Theory]
    [InlineData("\"stop\":\"x\",", "stop")]
    [InlineData("\"logprobs\":true,", "logprobs")]
    [InlineData("\"logprobs\":21,", "logprobs")]
    [InlineData("\"reasoning_effort\":\"none\",", "reasoning_effort")]
    [InlineData("\"context_length_exceeded_behavior\":\"ignore\",", "context_length_exceeded_behavior")]
    public async Task Chat_InvalidField_Answers400AndNamesIt(string fields, string field)
    {
        var answer = await _wire.PostAsync(Chat, Body(fields));

        answer.Status.Should().Be(400);
        answer.At("error", "param").GetString().Should().Be(field);
        answer.At("error", "type").GetString().Should().Be("invalid_request_error");
    }

    [Fact]
    public async Task Chat_TooLong_Answers403UnlessThePromptMayBeCut()
    {
        const string Model = "mistralai/Mixtral-8x7B-v0.1";
        var refused = await _wire.PostAsync(Chat, Body("\"max_tokens\":32768,", Model));
        var cut = await _wire.PostAsync(Chat, Body("\"max_tokens\":32768,\"context_length_exceeded_behavior\":\"truncate\",", Model));

        refused.Status.Should().Be(403);
        refused.At("error", "message").GetString().Should().Contain("must be <= 32768. Given: 5 `inputs` tokens and 32768");
        cut.Status.Should().Be(200);
    }

    [Theory]
    [InlineData("mp3", 400)]
    [InlineData("wav", 200)]
    public async Task Chat_SoundPart_MustBeWav(string format, int status)
    {
        var answer = await _wire.PostAsync(Chat, $$$"""
            {"model":"{{{Oss}}}","messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AAAA","format":"{{{format}}}"}}]}]}
            """);

        answer.Status.Should().Be(status);
    }

    [Fact]
    public async Task Errors_EachKind_HaveTheirShape()
    {
        var model = await _wire.PostAsync(Chat, Body(model: "no-owner"));
        var key = await _wire.PostAsync(Chat, Body(), ("Authorization", "Bearer wrong"));
        _emulator["together"].EnqueueFault(EmulatedFault.Status(429));
        var limit = await _wire.PostAsync(Chat, Body());
        var path = await _wire.GetAsync("v1/nothing");
        var method = await _wire.GetAsync(Chat);

        model.Status.Should().Be(404);
        model.At("error", "code").GetString().Should().Be("model_not_available");
        model.At("id").GetString().Should().NotBeEmpty();
        key.Status.Should().Be(401);
        key.At("error").WithoutKeys("message").Should().BeJson("""{"type":"invalid_request_error","param":null,"code":"invalid_api_key"}""");
        limit.At("error_type").GetString().Should().Be("dynamic_request_limited");
        path.Status.Should().Be(404);
        method.Status.Should().Be(405);
    }

    private static string Body(string fields = "", string model = Oss) =>
        $$"""{"model":"{{model}}",{{fields}}"messages":[{"role":"user","content":"Hello"}]}""";
}
