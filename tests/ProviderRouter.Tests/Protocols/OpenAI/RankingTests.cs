using System.Net;
using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Protocols.OpenAI;

public sealed class RankingTests
{
    private const string Answer = """{"results":[{"index":0,"relevance_score":0.5}]}""";

    [Fact]
    public async Task RankAsync_OnlyQueryAndDocuments_SendsNothingThatWasNotSet()
    {
        using var server = new OpenAIServer().Answers(Answer);

        await SendAsync(server, new() { Query = "q", Documents = ["a", "b"] });

        var sent = server.Sent.Should().ContainSingle().Subject;
        sent.ShouldBe("POST https://local.test/v1/rerank", OpenAIServer.Key, "application/json", sent.Body!);
        sent.Body.Should().Be("""{"model":"m","query":"q","documents":["a","b"]}""");
    }

    [Fact]
    public async Task RankAsync_EveryParameter_SendsWhatTheServerKnowsAndWarnsOfTheRest()
    {
        using var server = new OpenAIServer().Answers(Answer);

        var answer = await SendAsync(server, new()
        {
            Query = "q",
            Documents = ["a", "b"],
            TopCount = 1,
            ReturnDocuments = false,
            Instruction = "by colour",
            ProviderParameters = new Dictionary<string, JsonObject> { [OpenAIServer.Name] = new() { ["top_n"] = 2, ["rank_fields"] = new JsonArray("x") } },
        });

        server.Sent[0].Body.Should().Be("""{"model":"m","query":"q","documents":["a","b"],"return_documents":false,"top_n":2,"rank_fields":["x"]}""");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("Instruction");
    }

    [Theory]
    [InlineData("Together", """{"object":"rerank","id":"oG1","results":[{"index":2,"relevance_score":0.64,"document":{"text":"c"}},{"index":0,"relevance_score":0.5,"document":{}}],"usage":{"prompt_tokens":100,"completion_tokens":0,"total_tokens":100}}""", 100L)]
    [InlineData("Fireworks", """{"object":"list","data":[{"index":2,"relevance_score":0.64,"document":"c"},{"index":0,"relevance_score":0.5}],"usage":{"prompt_tokens":30,"total_tokens":30}}""", 30L)]
    [InlineData("worst first", """{"results":[{"index":0,"relevance_score":0.5,"document":null},{"index":2,"relevance_score":0.64,"document":{"text":"c"}}]}""", null)]
    [InlineData("text embeddings inference", """[{"index":2,"score":0.64,"text":"c"},{"index":0,"score":0.5}]""", null)]
    public async Task RankAsync_EachShape_GivesTheBestFirst(string whose, string body, long? tokens)
    {
        using var server = new OpenAIServer().Answers(body);

        var answer = await SendAsync(server, new() { Query = "q", Documents = ["a", "b", "c"] });

        answer.Results.Should().Equal([new RankedDocument { Index = 2, Score = 0.64, Document = "c" }, new RankedDocument { Index = 0, Score = 0.5 }], whose);
        (answer.Info.Usage?.InputTokens).Should().Be(tokens);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, """{"results":[{"index":1,"relevance_score":0.5}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"results":[{"index":-1,"relevance_score":0.5}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"results":[{"relevance_score":0.5}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"results":[{"index":0}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"results":[{"index":0,"relevance_score":"0.5"}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"results":[0.5]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"results":{}}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"results":[{"index":0,"relevance_score":0.5,"document":"\ud800"}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, "null", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"error":"overloaded","code":503}""", ErrorKind.Unavailable)]
    [InlineData(HttpStatusCode.NotFound, """{"detail":"Not Found"}""", ErrorKind.ModelNotFound)]
    public async Task RankAsync_WhatIsNoRanking_IsItsTypedError(HttpStatusCode status, string body, ErrorKind kind)
    {
        using var server = new OpenAIServer().Answers(body, status);

        (await Assert.ThrowsAsync<ProviderException>(() => SendAsync(server, new() { Query = "q", Documents = ["a"] }))).Kind.Should().Be(kind);
    }

    [Fact]
    public async Task RankAsync_NoDocument_IsRefusedBeforeAnythingIsSent()
    {
        using var server = new OpenAIServer().Answers(Answer);

        (await Assert.ThrowsAsync<ProviderException>(() => SendAsync(server, new() { Query = "q", Documents = [] }))).Kind.Should().Be(ErrorKind.InvalidRequest);

        server.Sent.Should().BeEmpty();
    }

    private static Task<TextRankingResponse> SendAsync(OpenAIServer server, TextRankingRequest request) =>
        server.Client.RankAsync(request with { Provider = OpenAIServer.Name, Model = "m" }, TestContext.Current.CancellationToken);
}
