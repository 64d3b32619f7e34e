using System.Text.Json;

namespace ProviderRouter.Emulator.Tests;

public sealed class TogetherTextTests : IAsyncLifetime
{
    private const string Mixtral = "mistralai/Mixtral-8x7B-v0.1";
    private const string Rank = "Salesforce/Llama-Rank-v1";

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
    public async Task Completions_Plain_HaveTheMarksOfTogether()
    {
        var answer = await _wire.PostAsync("v1/completions", $$"""{"model":"{{Mixtral}}","prompt":"Paris is","max_tokens":3}""");

        answer.At("choices", 0, "seed").GetUInt64().Should().BeGreaterThan(long.MaxValue);
        answer.At("choices", 0).WithoutKeys("seed").Should().BeJson("""{"index":0,"text":" (this is a","logprobs":null,"finish_reason":"length"}""");
        answer.Json.WithoutKeys("id", "created", "choices").Should().BeJson($$"""
            {"object":"text.completion","model":"{{Mixtral}}","prompt":[],"usage":{"prompt_tokens":2,"completion_tokens":3,"total_tokens":5}
            }
            """);
    }

    [Fact]
    public async Task Completions_Echo_StandsBesideTheText()
    {
        var answer = await _wire.PostAsync("v1/completions", $$"""{"model":"{{Mixtral}}","prompt":"Paris","echo":true,"logprobs":1,"max_tokens":1}""");

        answer.At("choices", 0, "text").GetString().Should().Be(" (this");
        answer.At("prompt", 0, "text").GetString().Should().Be("Paris");
        answer.At("prompt", 0, "logprobs", "tokens").GetArrayLength().Should().Be(1);
        answer.At("choices", 0, "logprobs", "token_ids", 0).ValueKind.Should().Be(JsonValueKind.Number);
    }

    [Fact]
    public async Task CompletionStream_Chunks_CarryTheTokenAndTellTheEndAtTheTop()
    {
        var stream = await _wire.PostAsync(
            "v1/completions", $$$"""{"model":"{{{Mixtral}}}","prompt":"x","stream_options":{"include_usage":true},"stream":true}""");

        stream.Events[0].WithoutKeys("id", "created", "token").Should().BeJson($$$"""
            {"object":"completion.chunk","model":"{{{Mixtral}}}","choices":[{"index":0,"text":" (this","delta":{"role":"assistant","content":" (this"}}],
             "usage":null,"seed":null,"finish_reason":null}
            """);
        stream.Events[0].GetProperty("token").GetProperty("text").GetString().Should().Be(" (this");
        stream.Events[^1].GetProperty("finish_reason").GetString().Should().Be("eos");
        stream.Events[^1].GetProperty("choices")[0].TryGetProperty("finish_reason", out _).Should().BeFalse();
        stream.Events[^1].GetProperty("usage").GetProperty("completion_tokens").GetInt32().Should().Be(stream.Events.Length - 1);
        stream.Events[^1].GetProperty("seed").GetUInt64().Should().BeGreaterThan(long.MaxValue);
    }

    [Theory]
    [InlineData("\"prompt\":[\"a\"]", "prompt")]
    [InlineData("\"prompt\":\"a\",\"stop\":\"b\"", "stop")]
    [InlineData("\"prompt\":\"a\",\"logprobs\":true", "logprobs")]
    public async Task Completions_InvalidField_Answers400AndNamesIt(string fields, string field)
    {
        var answer = await _wire.PostAsync("v1/completions", $$"""{"model":"{{Mixtral}}",{{fields}}}""");

        answer.Status.Should().Be(400);
        answer.At("error", "param").GetString().Should().Be(field);
    }

    [Theory]
    [InlineData("BAAI/bge-base-en-v1.5", 768, false)]
    [InlineData("intfloat/multilingual-e5-large-instruct", 1024, true)]
    public async Task Embeddings_ByModel_DifferInSizeAndUsage(string model, int size, bool tellsUsage)
    {
        var answer = await _wire.PostAsync("v1/embeddings", $$"""{"model":"{{model}}","input":["a","b"]}""");
        var base64 = await _wire.PostAsync("v1/embeddings", $$"""{"model":"{{model}}","input":"a","encoding_format":"base64"}""");

        answer.At("data", 1, "embedding").GetArrayLength().Should().Be(size);
        answer.Json.TryGetProperty("usage", out _).Should().Be(tellsUsage);
        base64.At("data", 0, "embedding").GetBytesFromBase64().Should().HaveCount(size * 4);
    }

    [Theory]
    [InlineData("\"user\":\"me\",", "Unrecognized request arguments supplied: user")]
    [InlineData("\"user\":\"me\",\"dimensions\":8,", "Unrecognized request arguments supplied: user, dimensions")]
    public async Task Embeddings_FieldsOfOpenAI_AreRefused(string fields, string message)
    {
        var answer = await _wire.PostAsync("v1/embeddings", $$"""{"model":"BAAI/bge-base-en-v1.5",{{fields}}"input":"a"}""");

        answer.Status.Should().Be(400);
        answer.At("error", "message").GetString().Should().Be(message);
    }

    [Fact]
    public async Task Embeddings_TokensOrTooLong_AreRefused()
    {
        var tokens = await _wire.PostAsync("v1/embeddings", """{"model":"BAAI/bge-base-en-v1.5","input":[1,2]}""");
        var text = string.Join(' ', Enumerable.Repeat("a", 600));
        var tooLong = await _wire.PostAsync("v1/embeddings", $$"""{"model":"BAAI/bge-base-en-v1.5","input":"{{text}}"}""");

        tokens.Status.Should().Be(400);
        tooLong.Status.Should().Be(400);
        tooLong.At("error", "message").GetString().Should().Contain("512 tokens");
    }

    [Fact]
    public async Task Rerank_DocumentsNotAsked_AreEmpty()
    {
        var answer = await _wire.PostAsync(
            "v1/rerank", $$"""{"model":"{{Rank}}","query":"banana","documents":["An apple","A banana"],"top_n":1}""");

        answer.At("results", 0, "relevance_score").GetDouble().Should().BeInRange(0.5, 1);
        answer.At("results", 0).WithoutKeys("relevance_score").Should().BeJson("""{"index":1,"document":{} }""");
        answer.Json.WithoutKeys("id", "results").Should().BeJson($$"""
            {"object":"rerank","model":"{{Rank}}","usage":{"prompt_tokens":7,"completion_tokens":0,"total_tokens":7}
            }
            """);
    }

    [Fact]
    public async Task Rerank_Objects_AreRankedByTheirFieldsAndComeBackAsText()
    {
        const string Documents = """[{"title":"Fruit","body":"apple"},{"title":"banana","body":"nothing"}]""";
        var byBody = await _wire.PostAsync(
            "v1/rerank", $$"""{"model":"{{Rank}}","query":"apple","documents":{{Documents}},"rank_fields":["body"],"return_documents":true}""");
        var byTitle = await _wire.PostAsync("v1/rerank", $$"""{"model":"{{Rank}}","query":"banana","documents":{{Documents}},"rank_fields":["title"]}""");

        byBody.At("results", 0, "document", "text").GetString().Should().Be("""{"title":"Fruit","body":"apple"}""");
        byTitle.At("results", 0, "index").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task Rerank_UnknownField_IsRefused()
    {
        var answer = await _wire.PostAsync("v1/rerank", $$"""{"model":"{{Rank}}","query":"a","documents":["a"],"max_chunks":1}""");

        answer.Status.Should().Be(400);
        answer.At("error", "message").GetString().Should().Be("Unrecognized request arguments supplied: max_chunks");
    }

    [Fact]
    public async Task Models_List_IsABareArray()
    {
        var answer = await _wire.GetAsync("v1/models");

        answer.Json.ValueKind.Should().Be(JsonValueKind.Array);
        answer.Json.EnumerateArray().Select(model => model.GetProperty("type").GetString())
            .Should().Contain(["chat", "language", "embedding", "rerank", "image", "audio", "transcribe", "video"]);
        answer.At(0, "pricing", "input").GetDecimal().Should().Be(0.05m);
    }
}
