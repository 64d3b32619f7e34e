using System.Runtime.InteropServices;
using System.Text.Json;

namespace ProviderRouter.Emulator.Tests;

public sealed class OpenAITextTests : IAsyncLifetime
{
    private ProviderEmulator _emulator = null!;
    private Wire _wire = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ProviderEmulator.StartAsync();
        _wire = new Wire(_emulator["openai-compatible"]);
    }

    public ValueTask DisposeAsync()
    {
        _wire.Dispose();
        return _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Completions_NoLimit_StopsAfterSixteenTokens()
    {
        var answer = await _wire.PostAsync("completions", """{"model":"m","prompt":"Once upon a time"}""");

        answer.Json.WithoutKeys("id", "created").Should().BeJson("""
            {"object":"text_completion","model":"m","choices":[{"index":0,"text":" (this is a synthetic continuation from the ProviderRouter emulator, model",
             "logprobs":null,"finish_reason":"length"}],"usage":{"prompt_tokens":4,"completion_tokens":16,"total_tokens":20}}
            """);
    }

    [Fact]
    public async Task Completions_SeveralPromptsAndChoices_AreNumberedPromptByPrompt()
    {
        var answer = await _wire.PostAsync("completions", """{"model":"m","prompt":["a",[1,2]],"n":2,"echo":true,"max_tokens":100}""");

        answer.At("choices").EnumerateArray().Select(choice => choice.GetProperty("index").GetInt32()).Should().Equal(0, 1, 2, 3);
        answer.At("choices", 1, "text").GetString().Should()
            .Be("a (this is a synthetic continuation number 2 from the ProviderRouter emulator, model m)");
        answer.At("choices", 2, "text").GetString().Should().StartWith(" #1 #2 (this is a synthetic continuation from");
        answer.At("choices", 2, "finish_reason").GetString().Should().Be("stop");
    }

    [Fact]
    public async Task CompletionStream_UsageAsked_JoinsToTheTextAndEndsWithUsage()
    {
        const string Body = """{"model":"m","prompt":"x","suffix":"y","max_tokens":100,"logprobs":1""";
        var whole = await _wire.PostAsync("completions", Body + "}");
        var stream = await _wire.PostAsync("completions", Body + ""","stream":true,"stream_options":{"include_usage":true}}""");

        var chunks = stream.Events.Where(data => data.GetProperty("choices").GetArrayLength() > 0).ToList();
        string.Concat(chunks.Select(data => data.GetProperty("choices")[0].GetProperty("text").GetString()))
            .Should().Be(whole.At("choices", 0, "text").GetString()).And.StartWith(" (this is a synthetic filling");
        chunks.Should().OnlyContain(data => data.GetProperty("usage").ValueKind == JsonValueKind.Null);
        chunks[1].GetProperty("choices")[0].GetProperty("logprobs").GetProperty("tokens").GetArrayLength().Should().Be(1);
        chunks[^1].GetProperty("choices")[0].GetProperty("finish_reason").GetString().Should().Be("stop");
        stream.Events[^1].GetProperty("usage").GetRawText().Should().Be(whole.At("usage").GetRawText());
        stream.Text.Should().EndWith("data: [DONE]\n\n");
    }

    [Theory]
    [InlineData("""{"model":"m"}""", "prompt")]
    [InlineData("""{"model":"m","prompt":[]}""", "prompt")]
    [InlineData("""{"model":"m","prompt":[1.5]}""", "prompt")]
    [InlineData("""{"model":"m","prompt":"x","logprobs":true}""", "logprobs")]
    [InlineData("""{"model":"m","prompt":"x","logprobs":9}""", "logprobs")]
    [InlineData("""{"model":"m","prompt":"x","n":3,"best_of":2}""", "best_of")]
    [InlineData("""{"model":"m","prompt":"x","stream_options":{}}""", "stream_options")]
    [InlineData("""{"model":"m","prompt":"x","stop":[1]}""", "stop")]
    public async Task Completions_InvalidField_Answers400AndNamesIt(string body, string field)
    {
        var answer = await _wire.PostAsync("completions", body);

        answer.Status.Should().Be(400);
        answer.At("error", "param").GetString().Should().Be(field);
    }

    [Fact]
    public async Task Embeddings_AlikeTexts_AreNearerThanOthers()
    {
        var answer = await _wire.PostAsync(
            "embeddings", """{"model":"m","input":["the cat sat on the mat","a cat on a mat","quarterly revenue grew"]}""");

        var vectors = answer.At("data").EnumerateArray().Select(Floats).ToList();
        vectors.Should().OnlyContain(vector => vector.Length == 768 && Math.Abs(Dot(vector, vector) - 1) < 0.001);
        Dot(vectors[0], vectors[1]).Should().BeGreaterThan(Dot(vectors[0], vectors[2]) + 0.3);
        answer.At("object").GetString().Should().Be("list");
        answer.At("data", 2, "index").GetInt32().Should().Be(2);
        answer.At("usage", "prompt_tokens").GetInt32().Should().BeGreaterThan(10).And.Be(answer.At("usage", "total_tokens").GetInt32());
    }

    [Fact]
    public async Task Embeddings_Base64_HoldsTheSameNumbersAsFloats()
    {
        var floats = await _wire.PostAsync("embeddings", """{"model":"text-embedding-3-small","input":"x","dimensions":8}""");
        var base64 = await _wire.PostAsync(
            "embeddings", """{"model":"text-embedding-3-small","input":"x","dimensions":8,"encoding_format":"base64"}""");

        var bytes = base64.At("data", 0, "embedding").GetBytesFromBase64();
        MemoryMarshal.Cast<byte, float>(bytes).ToArray().Should().Equal(Floats(floats.At("data", 0))).And.HaveCount(8);
    }

    [Fact]
    public async Task Embeddings_Tokens_CountAsThatMany()
    {
        var one = await _wire.PostAsync("embeddings", """{"model":"m","input":[7,8,9]}""");
        var two = await _wire.PostAsync("embeddings", """{"model":"m","input":[[7,8,9],[1]]}""");

        one.At("data").GetArrayLength().Should().Be(1);
        one.At("usage", "prompt_tokens").GetInt32().Should().Be(3);
        two.At("data").GetArrayLength().Should().Be(2);
        two.At("data", 0, "embedding").GetRawText().Should().Be(one.At("data", 0, "embedding").GetRawText());
    }

    [Theory]
    [InlineData("""{"input":"x"}""", "model")]
    [InlineData("""{"model":"m"}""", "input")]
    [InlineData("""{"model":"m","input":""}""", "input")]
    [InlineData("""{"model":"m","input":[]}""", "input")]
    [InlineData("""{"model":"m","input":["x",7]}""", "input")]
    [InlineData("""{"model":"m","input":"x","encoding_format":"int8"}""", "encoding_format")]
    [InlineData("""{"model":"m","input":"x","dimensions":769}""", "dimensions")]
    [InlineData("""{"model":"text-embedding-ada-002","input":"x","dimensions":8}""", "dimensions")]
    public async Task Embeddings_InvalidField_Answers400AndNamesIt(string body, string field)
    {
        var answer = await _wire.PostAsync("embeddings", body);

        answer.Status.Should().Be(400);
        answer.At("error", "param").GetString().Should().Be(field);
    }

    [Fact]
    public async Task Embeddings_TooManyInputs_IsRefused()
    {
        var inputs = string.Join(',', Enumerable.Repeat("\"x\"", 2049));

        var answer = await _wire.PostAsync("embeddings", $$"""{"model":"m","input":[{{inputs}}]}""");

        answer.Status.Should().Be(400);
    }

    [Fact]
    public async Task Rerank_Documents_ComeBestFirst()
    {
        const string Documents = """["Bananas are yellow","The capital of France is Paris","Paris in the spring"]""";
        var answer = await _wire.PostAsync("rerank", $$"""{"model":"m","query":"What is the capital of France?","documents":{{Documents}},"top_n":2}""");
        var bare = await _wire.PostAsync("rerank", $$"""{"model":"m","query":"banana","documents":{{Documents}},"return_documents":false}""");

        answer.At("results").GetArrayLength().Should().Be(2);
        answer.At("results", 0, "index").GetInt32().Should().Be(1);
        answer.At("results", 0, "document").GetRawText().Should().Be("""{"text":"The capital of France is Paris"}""");
        answer.At("results", 0, "relevance_score").GetDouble().Should().BeInRange(0.5, 1);
        answer.At("usage", "total_tokens").GetInt32().Should().BePositive();
        bare.At("results", 0, "index").GetInt32().Should().Be(0, "forms of one word are alike");
        bare.At("results").GetArrayLength().Should().Be(3);
        bare.At("results", 0).TryGetProperty("document", out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("""{"model":"m","documents":["a"]}""", "query")]
    [InlineData("""{"model":"m","query":"a"}""", "documents")]
    [InlineData("""{"model":"m","query":"a","documents":[]}""", "documents")]
    [InlineData("""{"model":"m","query":"a","documents":[{"text":"a"}]}""", "documents")]
    [InlineData("""{"model":"m","query":"a","documents":["a"],"top_n":0}""", "top_n")]
    public async Task Rerank_InvalidField_Answers400AndNamesIt(string body, string field)
    {
        var answer = await _wire.PostAsync("rerank", body);

        answer.Status.Should().Be(400);
        answer.At("error", "param").GetString().Should().Be(field);
    }

    [Fact]
    public async Task Models_ListAndSingle_DescribeAlike()
    {
        var list = await _wire.GetAsync("models");
        var single = await _wire.GetAsync("models/emulated-rerank");
        var missing = await _wire.GetAsync("models/does-not-exist");

        list.At("data").EnumerateArray().Select(model => model.GetRawText()).Should().Contain(single.Text);
        single.Json.Should().BeJson("""{"id":"emulated-rerank","object":"model","created":1760000000,"owned_by":"provider-router-emulator"}""");
        missing.Status.Should().Be(404);
        missing.At("error", "code").GetString().Should().Be("model_not_found");
    }

    private static float[] Floats(JsonElement entry) => [.. entry.GetProperty("embedding").EnumerateArray().Select(value => value.GetSingle())];

    private static double Dot(float[] left, float[] right) => left.Zip(right, (a, b) => a * b).Sum();
}
