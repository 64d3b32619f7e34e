using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers;

/// <summary>Completions, embeddings and ranking in the fields that Fireworks knows; it refuses all others.</summary>
public sealed class FireworksTextTests
{
    private const string Base = "POST https://api.fireworks.ai/inference/v1/";
    private const string Llama = "accounts/fireworks/models/llama-v3p1-8b-instruct";
    private const string Embedder = "accounts/fireworks/models/qwen3-embedding-8b";
    private const string Ranker = "accounts/fireworks/models/qwen3-reranker-8b";

    [Fact]
    public async Task GenerateTextAsync_SuffixIsNotKnown_IsLeftOutAndWarnedOf()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Json("""{"object":"text_completion","choices":[{"index":0,"text":" time","finish_reason":"stop"}],"usage":{"prompt_tokens":1000,"completion_tokens":2000,"total_tokens":3000}}"""));

        var answer = await router.Client.GenerateTextAsync(
            new TextGenerationRequest { Model = Llama, Provider = "fireworks-ai", Prompt = "Once upon a", Suffix = "end", MaxOutputTokens = 9, TopK = 5 }, TestContext.Current.CancellationToken);

        wire.Request.ShouldBe($"{Base}completions", TestRouter.FireworksKey, "application/json", $$"""{"model":"{{Llama}}","prompt":"Once upon a","max_tokens":9,"top_k":5}""");
        answer.Text.Should().Be(" time");
        answer.Info.CostUsd.Should().Be(0.0003m);
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("Suffix");
    }

    [Fact]
    public async Task GenerateTextStreamAsync_UsageBesideTheEnd_IsRead()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Bytes(
            "data: {\"choices\":[{\"index\":0,\"text\":\"Hi\"}]}\n\ndata: {\"choices\":[{\"index\":0,\"text\":\"\",\"finish_reason\":\"length\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}}\n\ndata: [DONE]\n\n"u8.ToArray(), "text/event-stream"));

        var updates = new List<TextGenerationUpdate>();
        await foreach (var update in router.Client.GenerateTextStreamAsync(new TextGenerationRequest { Model = Llama, Provider = "fireworks-ai", Prompt = "Say" }, TestContext.Current.CancellationToken))
        {
            updates.Add(update);
        }

        wire.Request.Line.Should().Be($"{Base}completions");
        string.Concat(updates.OfType<TextGenerationTextUpdate>().Select(update => update.Text)).Should().Be("Hi");
        updates[^1].Should().BeOfType<TextGenerationFinishedUpdate>().Which.FinishReason.Should().Be(FinishReason.Length);
        updates[^1].Info!.Usage!.TotalTokens.Should().Be(3);
    }

    [Fact]
    public async Task EmbedAsync_EachParameter_SendsWhatIsKnownAndWarnsOfTheRest()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Json(
            """{"object":"list","model":"m","data":[{"object":"embedding","index":1,"embedding":[3,4]},{"object":"embedding","index":0,"embedding":[1,2]}],"usage":{"prompt_tokens":9,"total_tokens":9}}"""));

        var answer = await router.Client.EmbedAsync(
            new EmbeddingsRequest
            {
                Model = Embedder,
                Provider = "fireworks-ai",
                Inputs = ["a", "b"],
                Dimensions = 2,
                Normalize = true,
                Truncate = true,
                PromptName = "query",
                User = "u1",
                ProviderParameters = new Dictionary<string, JsonObject> { ["fireworks-ai"] = new() { ["prompt_template"] = "Embed this: {text}" } },
            },
            TestContext.Current.CancellationToken);

        wire.Request.ShouldBe(
            $"{Base}embeddings", TestRouter.FireworksKey, "application/json",
            $$"""{"model":"{{Embedder}}","input":["a","b"],"dimensions":2,"normalize":true,"prompt_template":"Embed this: {text}"}""");
        answer.Vectors.Select(vector => vector.ToArray()).Should().BeEquivalentTo(new float[][] { [1, 2], [3, 4] }, options => options.WithStrictOrdering());
        answer.Info.Usage!.InputTokens.Should().Be(9);
        answer.Info.Warnings.Select(warning => warning.Setting).Should().BeEquivalentTo("Truncate", "PromptName", "User");
    }

    [Fact]
    public async Task EmbedAsync_OnlyATextOfAKnownModel_SendsNothingElseAndCosts()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Json("""{"data":[{"index":0,"embedding":[1]}],"usage":{"prompt_tokens":1000000,"total_tokens":1000000}}"""));

        var answer = await router.Client.EmbedAsync(
            new EmbeddingsRequest { Model = "nomic-ai/nomic-embed-text-v1.5", Provider = "fireworks-ai", Inputs = ["a"] }, TestContext.Current.CancellationToken);

        wire.Request.Body.ShouldBeJson("""{"model":"nomic-ai/nomic-embed-text-v1.5","input":["a"]}""");
        answer.Info.CostUsd.Should().Be(0.008m);
    }

    [Fact]
    public async Task RankAsync_EachParameter_IsSentAndResultsAreReadFromData()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Json(
            """{"object":"list","model":"m","data":[{"index":1,"relevance_score":0.97,"document":"paris"},{"index":0,"relevance_score":0.1,"document":"rome"}],"usage":{"prompt_tokens":30,"total_tokens":30}}"""));

        var answer = await router.Client.RankAsync(
            new TextRankingRequest { Model = Ranker, Provider = "fireworks-ai", Query = "capital of France", Documents = ["rome", "paris"], TopCount = 2, ReturnDocuments = true, Instruction = "Find capitals." },
            TestContext.Current.CancellationToken);

        wire.Request.ShouldBe(
            $"{Base}rerank", TestRouter.FireworksKey, "application/json",
            $$"""{"model":"{{Ranker}}","query":"capital of France","documents":["rome","paris"],"top_n":2,"return_documents":true,"task":"Find capitals."}""");
        answer.Results.Should().Equal(new RankedDocument { Index = 1, Score = 0.97, Document = "paris" }, new RankedDocument { Index = 0, Score = 0.1, Document = "rome" });
        answer.Info.Usage!.InputTokens.Should().Be(30);
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task RankAsync_OnlyWhatIsRequired_SendsNothingElse()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Json("""{"data":[{"index":0,"relevance_score":0.5}]}"""));

        await router.Client.RankAsync(new TextRankingRequest { Model = Ranker, Provider = "fireworks-ai", Query = "q", Documents = ["d"] }, TestContext.Current.CancellationToken);

        wire.Request.Body.ShouldBeJson($$"""{"model":"{{Ranker}}","query":"q","documents":["d"]}""");
    }
}
