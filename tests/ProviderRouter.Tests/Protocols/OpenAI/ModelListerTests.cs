using System.Net;
using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Testing.OpenAIServer;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>The list of models in each form that servers give it.</summary>
public sealed class ModelListerTests
{
    private static readonly OpenAIDialect PerToken = new() { Models = new() { TokensOfPrice = 1, Path = "models?verbose=true" } };
    private static readonly OpenAIDialect PerMillion = new() { Models = new() { TokensOfPrice = 1_000_000 } };

    [Fact]
    public async Task ListModelsAsync_UsualServer_ReadsIdsWithTheKey()
    {
        using var server = new OpenAIServer().Answers("""{"object":"list","data":[{"id":"m","object":"model","created":0,"owned_by":"x"},{"id":"n"}]}""");

        var models = await server.Client.ListModelsAsync(Name, TestContext.Current.CancellationToken);

        server.Sent.Should().ContainSingle().Which.Line.Should().Be("GET https://local.test/v1/models");
        server.Sent[0].Headers.Should().BeEquivalentTo(new Dictionary<string, string> { ["Accept"] = "application/json", ["Authorization"] = $"Bearer {Key}" });
        models.Should().BeEquivalentTo([new ListedModel { Provider = Name, Id = "m", IsLive = true }, new ListedModel { Provider = Name, Id = "n", IsLive = true }]);
    }

    [Theory]
    [InlineData("""[{"id":"m","context_length":4096}]""", 4096)] // Together
    [InlineData("""{"data":[{"id":"m","context_window":4096}]}""", 4096)] // Groq
    [InlineData("""{"data":[{"id":"m","max_model_len":4096}]}""", 4096)] // vLLM
    [InlineData("""{"data":[{"id":"m","max_context_length":4096}]}""", 4096)] // Mistral, LM Studio
    [InlineData("""{"data":[{"id":"m","metadata":{"context_length":4096}}]}""", 4096)] // DeepInfra
    [InlineData("""{"models":[{"name":"m","contextLength":4096}],"nextPageToken":""}""", 4096)] // Fireworks
    [InlineData("""{"models":["m"]}""", null)]
    [InlineData("""{"data":[{"id":"m","context_length":"big","metadata":null,"pricing":null},{"id":""},5,{}]}""", null)]
    public async Task ListModelsAsync_EachForm_GivesIdAndWindow(string body, int? window)
    {
        using var server = new OpenAIServer().Answers(body);

        var models = await server.Client.ListModelsAsync(Name, TestContext.Current.CancellationToken);

        models.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Id = "m", ContextWindow = window, Price = (CatalogPrice?)null });
    }

    [Theory]
    [InlineData(1, """{"prompt":"0.00000025","completion":"0.000001","image":"0","input_cache_read":"0.00000005"}""", 0.25, 1.0, 0.05)] // OpenRouter
    [InlineData(1, """{"prompt":2.5E-07,"completion":1e-6}""", 0.25, 1.0, null)] // SambaNova
    [InlineData(1_000_000, """{"hourly":0,"input":0.25,"output":1,"cached_input":0.05}""", 0.25, 1.0, 0.05)] // Together
    [InlineData(1_000_000, """{"input":0.25,"output":0}""", 0.25, 0.0, null)]
    [InlineData(1_000_000, """{"input":0,"output":0}""", null, null, null)]
    [InlineData(1, """{"prompt":"-1","completion":"-1"}""", null, null, null)] // OpenRouter's own choice of model
    [InlineData(1, """{"prompt":"free","completion":{}}""", null, null, null)]
    public async Task ListModelsAsync_Prices_AreThoseOfAMillionTokens(int tokens, string pricing, double? input, double? output, double? cached)
    {
        using var server = new OpenAIServer(dialect: tokens == 1 ? PerToken : PerMillion).Answers($$"""{"data":[{"id":"m","pricing":{{pricing}}}]}""");

        var models = await server.Client.ListModelsAsync(Name, TestContext.Current.CancellationToken);

        var price = models.Should().ContainSingle().Subject.Price;
        (price?.Input).Should().Be((decimal?)input);
        (price?.Output).Should().Be((decimal?)output);
        (price?.CachedInput).Should().Be((decimal?)cached);
        server.Sent[0].Line.Should().Be(tokens == 1 ? "GET https://local.test/v1/models?verbose=true" : "GET https://local.test/v1/models");
    }

    [Fact]
    public async Task ListModelsAsync_PricesOfAServerThatIsNotKnown_AreNotGuessed()
    {
        using var server = new OpenAIServer().Answers("""{"data":[{"id":"m","pricing":{"input":1,"output":2}}]}""");

        (await server.Client.ListModelsAsync(Name, TestContext.Current.CancellationToken)).Should().ContainSingle().Which.Price.Should().BeNull();
    }

    [Fact]
    public async Task ListModelsAsync_KindAndParameters_TellTasksAndCapabilities()
    {
        using var server = new OpenAIServer().Answers("""
            [{"id":"a","type":"image"},{"id":"b","type":"rerank"},{"id":"c","type":"news"},
             {"id":"d","architecture":{"input_modalities":["text","image"]},"supported_parameters":["tools","reasoning","structured_outputs",1]}]
            """);

        var models = await server.Client.ListModelsAsync(Name, TestContext.Current.CancellationToken);

        models.Select(model => string.Join(' ', model.Tasks)).Should().Equal("text-to-image", "text-ranking", "", "");
        models[3].Capabilities.Should().Equal("tools", "reasoning", "json_schema", "vision");
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "{}", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"data":{}}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"data":[{"id":"\ud800"}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, "<html>", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"error":{"message":"no","code":401}}""", ErrorKind.Authentication)]
    [InlineData(HttpStatusCode.Unauthorized, """{"error":{"message":"no"}}""", ErrorKind.Authentication)]
    public async Task ListModelsAsync_WhatIsNoList_IsItsTypedError(HttpStatusCode status, string body, ErrorKind kind)
    {
        using var server = new OpenAIServer().Answers(body, status);

        (await Assert.ThrowsAsync<ProviderException>(() => server.Client.ListModelsAsync(Name, TestContext.Current.CancellationToken))).Kind.Should().Be(kind);
    }
}
