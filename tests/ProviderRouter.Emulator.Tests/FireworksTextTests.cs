using System.Runtime.InteropServices;
using System.Text.Json;

namespace ProviderRouter.Emulator.Tests;

public sealed class FireworksTextTests : IAsyncLifetime
{
    private const string Base = "inference/v1/";

    private ProviderEmulator _emulator = null!;
    private Wire _wire = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ProviderEmulator.StartAsync();
        _wire = new Wire(_emulator["fireworks-ai"]);
    }

    public ValueTask DisposeAsync()
    {
        _wire.Dispose();
        return _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Completions_InOnePiece_CountInHeadersAndOnRequest()
    {
        var answer = await _wire.PostAsync(
            Base + "completions", """{"model":"accounts/fireworks/models/x","prompt":["a","b"],"max_completion_tokens":3,"top_k":5,"perf_metrics_in_response":true}""");

        answer.Json.WithoutKeys("id", "created").Should().BeJson("""
            {"object":"text_completion","model":"accounts/fireworks/models/x",
             "choices":[{"index":0,"text":" (this is a","logprobs":null,"finish_reason":"length"},{"index":1,"text":" (this is a","logprobs":null,"finish_reason":"length"}],
             "usage":{"prompt_tokens":2,"completion_tokens":6,"total_tokens":8},
             "perf_metrics":{"prompt-tokens":2,"cached-prompt-tokens":0,"server-time-to-first-token":"0.001"}}
            """);
        answer.Headers.GetValues("fireworks-prompt-tokens").Should().Equal("2");
    }

    [Fact]
    public async Task CompletionStream_UsageNotAsked_ComesWithTheFinish()
    {
        var stream = await _wire.PostAsync(Base + "completions", """{"model":"accounts/fireworks/models/x","prompt":"a","max_tokens":2,"stream":true}""");

        stream.Events[^1].GetProperty("choices")[0].GetProperty("finish_reason").GetString().Should().Be("length");
        stream.Events[^1].GetProperty("usage").Should().BeJson("""{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}""");
        stream.Text.Should().EndWith("data: [DONE]\n\n");
    }

    [Theory]
    [InlineData("completions", """{"model":"accounts/fireworks/models/x","prompt":"a","suffix":"b"}""", 400, "Extra inputs are not permitted, field: 'suffix'")]
    [InlineData("completions", """{"model":"accounts/fireworks/models/x","prompt":"a","max_tokens":1,"max_completion_tokens":1}""", 400, "Setting 'max_tokens' and*")]
    [InlineData("completions", """{"model":"x","prompt":"a"}""", 404, "Model not found, inaccessible, and/or not deployed")]
    [InlineData("embeddings", """{"model":"fireworks/qwen3-embedding-8b","input":"a","user":"me"}""", 400, "Extra inputs are not permitted, field: 'user'")]
    [InlineData("embeddings", """{"model":"fireworks/qwen3-embedding-8b","input":"a","encoding_format":"hex"}""", 400, "*'encoding_format'*")]
    [InlineData("embeddings", """{"model":"fireworks/qwen3-embedding-8b","input":""}""", 400, "*'input'*not empty*")]
    [InlineData("embeddings", """{"model":"fireworks/qwen3-embedding-8b","input":{"text":"a"}}""", 400, "*'input'*")]
    [InlineData("embeddings", """{"model":"fireworks/qwen3-embedding-8b","input":{"text":"a"},"prompt_template":"{title}"}""", 400, "*names 'title'*")]
    [InlineData("embeddings", """{"model":"thenlper/gte-large","input":"a","dimensions":8}""", 400, "*dimensions*")]
    [InlineData("embeddings", """{"model":"fireworks/does-not-exist","input":"a"}""", 404, "Model not found*")]
    [InlineData("rerank", """{"query":"a","documents":[]}""", 400, "*documents*")]
    [InlineData("rerank", """{"query":"a","documents":[{"text":"b"}]}""", 400, "*documents*expected strings*")]
    [InlineData("rerank", """{"query":"a","documents":["b"],"top_n":0}""", 400, "*top_n*")]
    [InlineData("rerank", """{"query":"a","documents":["b"],"rank_fields":["c"]}""", 400, "Extra inputs are not permitted, field: 'rank_fields'")]
    public async Task Text_Invalid_IsRefusedInTheProvidersShape(string path, string body, int status, string message)
    {
        var answer = await _wire.PostAsync(Base + path, body);

        answer.Status.Should().Be(status, answer.Text);
        answer.At("error", "object").GetString().Should().Be("error");
        answer.At("error", "code").GetString().Should().BeOneOf("INVALID_ARGUMENT", "NOT_FOUND");
        answer.At("error", "message").GetString().Should().Match(message);
    }

    [Theory]
    [InlineData("\"model\":\"fireworks/qwen3-embedding-8b\",\"input\":\"a\"", 1, 4096)]
    [InlineData("\"model\":\"accounts/fireworks/models/qwen3-embedding-8b\",\"input\":[\"a\",\"b\"],\"dimensions\":16", 2, 16)]
    [InlineData("\"model\":\"nomic-ai/nomic-embed-text-v1.5\",\"input\":{\"text\":\"a\"},\"prompt_template\":\"Embed this: {text}\"", 1, 768)]
    [InlineData("\"model\":\"fireworks/qwen3-embedding-8b\",\"input\":\"a\",\"return_logits\":[5,7]", 1, 2)]
    public async Task Embeddings_Fitting_HaveTheirSize(string fields, int count, int size)
    {
        var answer = await _wire.PostAsync(Base + "embeddings", "{" + fields + "}");

        answer.At("data").GetArrayLength().Should().Be(count);
        answer.At("data", 0, "embedding").GetArrayLength().Should().Be(size);
        answer.At("usage", "prompt_tokens").GetInt32().Should().BePositive();
    }

    [Fact]
    public async Task Embeddings_AsBase64_AreTheSameNumbers()
    {
        var plain = await _wire.PostAsync(Base + "embeddings", """{"model":"thenlper/gte-large","input":"a","encoding_format":"float"}""");
        var packed = await _wire.PostAsync(Base + "embeddings", """{"model":"thenlper/gte-large","input":"a","encoding_format":"base64"}""");

        var numbers = MemoryMarshal.Cast<byte, float>(packed.At("data", 0, "embedding").GetBytesFromBase64()).ToArray();
        numbers.Should().Equal(plain.At("data", 0, "embedding").EnumerateArray().Select(value => value.GetSingle()));
    }

    [Fact]
    public async Task Embeddings_Normalized_OnlyOnRequest()
    {
        var raw = await _wire.PostAsync(Base + "embeddings", """{"model":"thenlper/gte-large","input":"a"}""");
        var unit = await _wire.PostAsync(Base + "embeddings", """{"model":"thenlper/gte-large","input":"a","normalize":true}""");

        Length(raw).Should().BeGreaterThan(2);
        Length(unit).Should().BeApproximately(1, 0.001);

        static double Length(Answer answer) => Math.Sqrt(answer.At("data", 0, "embedding").EnumerateArray().Sum(value => value.GetDouble() * value.GetDouble()));
    }

    [Fact]
    public async Task Rerank_NoModel_AnswersUnderDataWithTheDocumentsAsStrings()
    {
        var answer = await _wire.PostAsync(Base + "rerank", """{"model":null,"query":"cats","documents":["dogs bark","cats purr","cats"],"top_n":2}""");
        var bare = await _wire.PostAsync(
            Base + "rerank", """{"model":"fireworks/qwen3-reranker-8b","query":"cats","documents":["cats"],"return_documents":false,"task":"Find animals"}""");

        answer.At("object").GetString().Should().Be("list");
        answer.At("model").GetString().Should().Be("accounts/fireworks/models/qwen3-reranker-8b");
        answer.At("data").EnumerateArray().Select(entry => entry.GetProperty("document").GetString()).Should().Equal("cats", "cats purr");
        answer.At("data", 0, "index").GetInt32().Should().Be(2);
        answer.At("usage", "total_tokens").GetInt32().Should().BePositive();
        bare.At("data", 0).TryGetProperty("document", out _).Should().BeFalse();
    }

    [Fact]
    public async Task Models_PageByPage_AreAllTheModels()
    {
        const string Path = "v1/accounts/fireworks/models";
        var names = new List<string>();
        var token = string.Empty;
        do
        {
            var page = await _wire.GetAsync($"{Path}?pageSize=4&pageToken={token}");
            page.At("models").GetArrayLength().Should().BeInRange(1, 4);
            names.AddRange(page.At("models").EnumerateArray().Select(model => model.GetProperty("name").GetString()!));
            token = page.At("nextPageToken").GetString()!;
        }
        while (token.Length > 0);

        var all = await _wire.GetAsync(Path);
        names.Should().OnlyHaveUniqueItems().And.HaveCount(all.At("totalSize").GetInt32());
        names.Should().Equal((await _wire.GetAsync(Base + "models")).At("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Models_FilterAndSingle_DescribeTheModel()
    {
        var filtered = await _wire.GetAsync("v1/accounts/fireworks/models?filter=kind%3DEMBEDDING_MODEL");
        var single = await _wire.GetAsync("v1/accounts/fireworks/models/gpt-oss-20b");
        var own = await _wire.GetAsync("v1/accounts/emulator/models");
        var wrong = await _wire.GetAsync("v1/accounts/fireworks/models?filter=nonsense");
        var nobody = await _wire.GetAsync("v1/accounts/nobody/models");

        filtered.At("totalSize").GetInt32().Should().Be(2);
        single.Json.Should().BeJson("""
            {"name":"accounts/fireworks/models/gpt-oss-20b","displayName":"OpenAI gpt-oss-20b","kind":"HF_BASE_MODEL","state":"READY","public":true,
             "contextLength":131072,"supportsImageInput":false,"supportsTools":true,"supportsServerless":true,"deprecationDate":null}
            """);
        own.At("models", 0, "public").GetBoolean().Should().BeFalse();
        wrong.Status.Should().Be(400);
        nobody.Status.Should().Be(404);
    }
}
