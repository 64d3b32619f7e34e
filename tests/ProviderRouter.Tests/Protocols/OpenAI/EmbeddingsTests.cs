using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>Embeddings: whole requests, and vectors in each form that servers give them.</summary>
public sealed class EmbeddingsTests
{
    private const string Answer = """{"data":[{"embedding":[0.5]}]}""";

    [Fact]
    public async Task EmbedAsync_OnlyATextToEmbed_SendsNothingThatWasNotSet()
    {
        using var server = new OpenAIServer().Answers(Answer);

        await SendAsync(server, new() { Inputs = ["Hi"] });

        var sent = server.Sent.Should().ContainSingle().Subject;
        sent.ShouldBe("POST https://local.test/v1/embeddings", OpenAIServer.Key, "application/json", sent.Body!);
        sent.Body.Should().Be("""{"model":"m","input":["Hi"]}""");
    }

    [Fact]
    public async Task EmbedAsync_EveryParameter_SendsWhatTheServerKnowsAndWarnsOfTheRest()
    {
        using var server = new OpenAIServer().Answers("""{"data":[{"embedding":[1]},{"embedding":[2]}]}""");

        var answer = await SendAsync(server, new() { Inputs = ["Hi", "Ho"], Dimensions = 256, Normalize = true, Truncate = true, PromptName = "query", User = "ada" });

        server.Sent[0].Body.ShouldBeJson("""{"model":"m","input":["Hi","Ho"],"dimensions":256,"user":"ada"}""");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("Normalize", "Truncate", "PromptName");
    }

    [Fact]
    public async Task EmbedAsync_OwnFields_AreSentOnceWithoutTheModel()
    {
        using var server = new OpenAIServer().Answers(Answer);

        await SendAsync(server, new()
        {
            Inputs = ["Hi"],
            Dimensions = 256,
            ProviderParameters = new Dictionary<string, JsonObject> { [OpenAIServer.Name] = new() { ["dimensions"] = 64, ["encoding_format"] = "base64", ["model"] = "other" } },
        });

        server.Sent[0].Body.Should().Be("""{"model":"m","input":["Hi"],"dimensions":64,"encoding_format":"base64"}""");
    }

    [Fact]
    public async Task EmbedAsync_NoText_IsRefusedBeforeAnythingIsSent()
    {
        using var server = new OpenAIServer().Answers(Answer);

        (await Assert.ThrowsAsync<ProviderException>(() => SendAsync(server, new() { Inputs = [] }))).Kind.Should().Be(ErrorKind.InvalidRequest);

        server.Sent.Should().BeEmpty();
    }

    [Theory]
    [InlineData("as documented", """{"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[0.1,-0.25]},{"object":"embedding","index":1,"embedding":[1e-3,2]}],"usage":{"prompt_tokens":4,"total_tokens":4}}""")]
    [InlineData("the other way round", """{"data":[{"index":1,"embedding":[1e-3,2]},{"index":0,"embedding":[0.1,-0.25]}],"usage":{"prompt_tokens":4,"total_tokens":4}}""")]
    [InlineData("without an index", """{"data":[{"embedding":[0.1,-0.25]},{"embedding":[1e-3,2]}],"usage":{"prompt_tokens":4,"total_tokens":4}}""")]
    [InlineData("with spaces", "{ \"data\" : [ { \"embedding\"\n: [ 0.1 ,\n -0.25 ] , \"index\": 0 }, {\"index\":1,\"embedding\":\t[\t1.0E-03\t,\t2.0\t]\t} ], \"usage\": { \"prompt_tokens\": 4, \"total_tokens\": 4 } }")]
    [InlineData("the word elsewhere too", """{"note":"\"embedding\":[9]","kind":"embedding","data":[{"embedding":[0.1,-0.25],"index":0,"object":"embedding"},{"embedding":[1e-3,2],"index":1}],"usage":{"prompt_tokens":4,"total_tokens":4}}""")]
    [InlineData("base64", """{"data":[{"index":0,"embedding":"zczMPQAAgL4="},{"index":1,"embedding":"bxKDOgAAAEA"}],"usage":{"prompt_tokens":4,"total_tokens":4}}""")]
    [InlineData("one of each", """{"data":[{"index":0,"embedding":"zczMPQAAgL4="},{"index":1,"embedding":[0.001,2]}],"usage":{"prompt_tokens":4,"total_tokens":4}}""")]
    public async Task EmbedAsync_EachForm_GivesTheVectorsInTheOrderOfTheTexts(string form, string body)
    {
        using var server = new OpenAIServer().Answers(body);

        var answer = await SendAsync(server, new() { Inputs = ["a", "b"] });

        answer.Vectors.Select(vector => vector.ToArray()).Should().BeEquivalentTo(new float[][] { [0.1f, -0.25f], [0.001f, 2f] }, order => order.WithStrictOrdering(), form);
        answer.Info.Usage.Should().Be(new Usage { InputTokens = 4, TotalTokens = 4 });
    }

    [Fact]
    public async Task EmbedAsync_SlashEscapedInBase64_IsReadToo()
    {
        var vector = new[] { float.MaxValue, 7f };
        var base64 = Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan())).Replace("/", "\\/", StringComparison.Ordinal);
        base64.Should().Contain("\\/");
        using var server = new OpenAIServer().Answers($$"""{"data":[{"embedding":"{{base64}}"}]}""");

        var answer = await SendAsync(server, new() { Inputs = ["a"] });

        answer.Vector.ToArray().Should().Equal(vector);
        answer.Info.Usage.Should().BeNull("the server said nothing");
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, """{"data":[{"embedding":[1]}]}""", ErrorKind.BadResponse)] // one for two
    [InlineData(HttpStatusCode.OK, """{"data":[{"embedding":[1]},{"embedding":[1]},{"embedding":[1]}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"data":[{"index":2,"embedding":[1]},{"index":0,"embedding":[1]}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"data":[{"index":-1,"embedding":[1]},{"index":0,"embedding":[1]}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"data":[{"embedding":[]},{"embedding":[1]}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"data":[{"embedding":null},{"embedding":[1]}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"data":[{"embedding":5},{"embedding":[1]}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"data":[{"embedding":[[1,2]]},{"embedding":[1]}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"data":[{"embedding":[1,null]},{"embedding":[1]}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"data":[{"embedding":[1,NaN]},{"embedding":[1]}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"data":[{"embedding":[1e999]},{"embedding":[1]}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"data":[{"embedding":[1,]},{"embedding":[1]}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"data":[{"embedding":[1 2]},{"embedding":[1]}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"data":[{"embedding":"AAA="},{"embedding":[1]}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"data":[{"embedding":"!!!!!!!="},{"embedding":[1]}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"data":[{"\u0065mbedding":[0.5]},{"\u0065mbedding":[7]}]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"data":["embedding"]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """[[0.1,0.2]]""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"error":{"message":"no","code":429}}""", ErrorKind.RateLimited)]
    [InlineData(HttpStatusCode.BadRequest, """{"error":{"message":"Unrecognized request arguments supplied: user"}}""", ErrorKind.InvalidRequest)]
    public async Task EmbedAsync_NotAVectorForEachText_IsItsTypedError(HttpStatusCode status, string body, ErrorKind kind)
    {
        using var server = new OpenAIServer().Answers(body, status);

        (await Assert.ThrowsAsync<ProviderException>(() => SendAsync(server, new() { Inputs = ["a", "b"] }))).Kind.Should().Be(kind);
    }

    [Theory]
    [InlineData("""{"data":[{"embedding":[0.1,0.""")]
    [InlineData("""{"data":[{"embedding":"zczM""")]
    [InlineData("""{"data":[{"embedding":[0.1]}""")]
    public async Task EmbedAsync_AnswerThatIsCut_IsIncomplete(string body)
    {
        using var server = new OpenAIServer().Answers(body);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => SendAsync(server, new() { Inputs = ["a"] }));

        failure.Message.Should().Contain("ends too early");
    }

    private static Task<EmbeddingsResponse> SendAsync(OpenAIServer server, EmbeddingsRequest request) =>
        server.Client.EmbedAsync(request with { Provider = OpenAIServer.Name, Model = "m" }, TestContext.Current.CancellationToken);
}
