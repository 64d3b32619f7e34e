using System.Text.Json;

namespace ProviderRouter.Emulator.Tests;

public sealed class ChatTests : IAsyncLifetime
{
    private const string OpenAI = "chat/completions";
    private const string Fireworks = "inference/v1/chat/completions";

    private ProviderEmulator _emulator = null!;
    private Wire _openAI = null!;
    private Wire _fireworks = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ProviderEmulator.StartAsync();
        _openAI = new Wire(_emulator["openai-compatible"]);
        _fireworks = new Wire(_emulator["fireworks-ai"]);
    }

    public ValueTask DisposeAsync()
    {
        _openAI.Dispose();
        _fireworks.Dispose();
        return _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Chat_SameRequestTwice_SameAnswerThatSaysItIsSynthetic()
    {
        var first = await _openAI.PostAsync(OpenAI, Body());
        var second = await _openAI.PostAsync(OpenAI, Body());

        Content(first).Should().StartWith("This is a synthetic answer from the ProviderRouter emulator (model m).").And.EndWith("You said: Hello");
        Content(second).Should().Be(Content(first));
        second.At("id").GetString().Should().Be(first.At("id").GetString());
        first.At("usage", "total_tokens").GetInt32().Should().BePositive();
    }

    [Fact]
    public async Task Stream_Joined_IsTheWholeAnswer()
    {
        var whole = await _openAI.PostAsync(OpenAI, Body());
        var stream = await _openAI.PostAsync(OpenAI, Body("\"stream\":true,"));

        stream.Type.Should().Be("text/event-stream");
        string.Concat(stream.Events.Select(Delta)).Should().Be(Content(whole));
        stream.Text.Should().EndWith("data: [DONE]\n\n").And.NotContain("\"usage\"");
    }

    [Fact]
    public async Task Stream_UsageAsked_ComesInAChunkWithoutChoices()
    {
        var stream = await _openAI.PostAsync(OpenAI, Body("""  "stream":true,"stream_options":{"include_usage":true}, """));

        stream.Events[^1].GetProperty("choices").GetArrayLength().Should().Be(0);
        stream.Events[^1].GetProperty("usage").GetProperty("completion_tokens").GetInt32().Should().BePositive();
    }

    [Fact]
    public async Task FireworksStream_UsageNotAsked_ComesWithTheFinish()
    {
        var stream = await _fireworks.PostAsync(Fireworks, Body("\"stream\":true,", "accounts/fireworks/models/x"));

        stream.Events[^1].GetProperty("choices")[0].GetProperty("finish_reason").GetString().Should().Be("stop");
        stream.Events[^1].GetProperty("usage").GetProperty("prompt_tokens").GetInt32().Should().BePositive();
    }

    [Fact]
    public async Task UnknownField_FireworksRefuses_OthersIgnore()
    {
        var strict = await _fireworks.PostAsync(Fireworks, Body("\"foo\":1,", "accounts/fireworks/models/x"));
        var lenient = await _openAI.PostAsync(OpenAI, Body("\"foo\":1,"));

        strict.Status.Should().Be(400);
        strict.At("error", "message").GetString().Should().Be("Extra inputs are not permitted, field: 'foo'");
        lenient.Status.Should().Be(200);
    }

    [Theory]
    [InlineData("\"temperature\":\"hot\",")]
    [InlineData("\"temperature\":3,")]
    [InlineData("\"max_tokens\":1.5,")]
    [InlineData("\"n\":0,")]
    [InlineData("\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"],")]
    [InlineData("\"tools\":[],")]
    [InlineData("\"tool_choice\":\"auto\",")]
    [InlineData("\"stream_options\":{\"include_usage\":true},")]
    [InlineData("\"top_logprobs\":2,")]
    [InlineData("\"max_tokens\":5,\"max_completion_tokens\":5,")]
    [InlineData("\"response_format\":{\"type\":\"json_schema\"},")]
    [InlineData("\"reasoning_effort\":\"much\",")]
    public async Task Chat_InvalidField_Answers400AndNamesIt(string field)
    {
        var answer = await _openAI.PostAsync(OpenAI, Body(field));

        answer.Status.Should().Be(400);
        field.Should().Contain(answer.At("error", "param").GetString()!.Split('.')[0]);
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"x"}]}""")]
    [InlineData("""{"model":"m","messages":[]}""")]
    [InlineData("""{"model":"m","messages":[{"role":"robot","content":"x"}]}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":null}]}""")]
    [InlineData("""{"model":"m","messages":[{"role":"tool","tool_call_id":"a","content":"x"}]}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":"https://x/y.png"}]}]}""")]
    public async Task Chat_InvalidMessages_Answers400(string body)
    {
        var answer = await _openAI.PostAsync(OpenAI, body);

        answer.Status.Should().Be(400);
    }

    [Fact]
    public async Task Chat_UnknownModel_Answers404InEachShape()
    {
        var plain = await _openAI.PostAsync(OpenAI, Body(model: "does-not-exist"));
        var fireworks = await _fireworks.PostAsync(Fireworks, Body(model: "not-an-account-path"));

        plain.Status.Should().Be(404);
        plain.At("error", "code").GetString().Should().Be("model_not_found");
        fireworks.Status.Should().Be(404);
        fireworks.At("error", "code").GetString().Should().Be("NOT_FOUND");
    }

    [Fact]
    public async Task MaxTokens_TooFew_FinishesByLength()
    {
        var answer = await _openAI.PostAsync(OpenAI, Body("\"max_tokens\":3,"));

        answer.At("choices", 0, "finish_reason").GetString().Should().Be("length");
        answer.At("usage", "completion_tokens").GetInt32().Should().Be(3);
    }

    [Fact]
    public async Task Stop_InTheAnswer_CutsBeforeIt()
    {
        var answer = await _openAI.PostAsync(OpenAI, Body("\"stop\":[\" answer\"],"));

        Content(answer).Should().Be("This is a synthetic");
    }

    [Fact]
    public async Task N_Two_GivesTwoDifferentChoices()
    {
        var answer = await _openAI.PostAsync(OpenAI, Body("\"n\":2,"));

        answer.At("choices").GetArrayLength().Should().Be(2);
        answer.At("choices", 1, "message", "content").GetString().Should().NotBe(Content(answer));
    }

    [Fact]
    public async Task Tools_NameInTheText_AreCalledWithArgumentsFromTheSchema()
    {
        const string Tools = """
            "tools":[{"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{
                "city":{"type":"string"},"unit":{"enum":["c","f"]}},"required":["city"]}}}],
            """;
        var answer = await _openAI.PostAsync(OpenAI, Body(Tools, text: "Please get_weather in Oslo"));
        var stream = await _fireworks.PostAsync(
            Fireworks, Body("\"stream\":true," + Tools, "accounts/fireworks/models/x", "Please get_weather in Oslo"));

        answer.At("choices", 0, "finish_reason").GetString().Should().Be("tool_calls");
        answer.At("choices", 0, "message", "content").ValueKind.Should().Be(JsonValueKind.Null);
        answer.At("choices", 0, "message", "tool_calls", 0, "function", "arguments").GetString().Should().Be("""{"city":"Oslo","unit":"c"}""");
        var calls = stream.Events.Select(data => data.GetProperty("choices")[0].GetProperty("delta"))
            .Where(delta => delta.TryGetProperty("tool_calls", out _)).Select(delta => delta.GetProperty("tool_calls")[0]).ToList();
        calls.Select(call => call.GetProperty("id").GetString()).Distinct().Should().ContainSingle();
        string.Concat(calls.Select(call => call.GetProperty("function").GetProperty("arguments").GetString()))
            .Should().Be("""{"city":"Oslo","unit":"c"}""");
    }

    [Fact]
    public async Task ResponseFormat_Schema_GivesJsonThatFits()
    {
        var answer = await _openAI.PostAsync(OpenAI, Body("""
            "response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{"type":"object","properties":{
                "count":{"type":"integer","minimum":5},"tags":{"type":"array","items":{"$ref":"#/$defs/tag"}}},"$defs":{"tag":{"enum":["x","y"]}}}}},
            """));

        Content(answer).Should().Be("""{"count":5,"tags":["x"]}""");
    }

    [Fact]
    public async Task Reasoning_Asked_ComesBesideTheContent()
    {
        var answer = await _fireworks.PostAsync(Fireworks, Body("\"reasoning_effort\":\"low\",", "accounts/fireworks/models/x"));

        answer.At("choices", 0, "message", "reasoning_content").GetString().Should().NotBeEmpty();
        Content(answer).Should().StartWith("This is a synthetic answer");
    }

    [Fact]
    public async Task Logprobs_Asked_HaveAnEntryPerToken()
    {
        var answer = await _openAI.PostAsync(OpenAI, Body("\"logprobs\":true,\"top_logprobs\":2,"));

        var entries = answer.At("choices", 0, "logprobs", "content").EnumerateArray().ToList();
        string.Concat(entries.Select(entry => entry.GetProperty("token").GetString())).Should().Be(Content(answer));
        entries.Should().OnlyContain(entry => entry.GetProperty("top_logprobs").GetArrayLength() == 2);
    }

    [Fact]
    public async Task Picture_DrawnByTheEmulator_IsSeenInSizeAndColour()
    {
        var drawn = await _openAI.PostAsync(
            "images/generations", """{"model":"m","prompt":"a blue whale","size":"320x200","response_format":"b64_json"}""");
        var image = drawn.At("data", 0, "b64_json").GetString();

        var answer = await _openAI.PostAsync(OpenAI, $$$"""
            {"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"What is it?"},
             {"type":"image_url","image_url":{"url":"data:image/png;base64,{{{image}}}"}}]}]}
            """);

        Content(answer).Should().Contain("The picture is a 320x200 png, mostly blue");
    }

    private static string Body(string fields = "", string model = "m", string text = "Hello") =>
        $$"""{"model":"{{model}}",{{fields}}"messages":[{"role":"user","content":"{{text}}"}]}""";

    private static string Content(Answer answer) => answer.At("choices", 0, "message", "content").GetString()!;

    private static string? Delta(JsonElement data) =>
        data.GetProperty("choices")[0].GetProperty("delta").TryGetProperty("content", out var content) ? content.GetString() : null;
}
