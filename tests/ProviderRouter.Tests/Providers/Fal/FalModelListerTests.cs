using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers.Fal;

public sealed class FalModelListerTests
{
    private const string First = """
        {"models":[
          {"endpoint_id":"fal-ai/flux/dev","metadata":{"display_name":"FLUX","category":"text-to-image","status":"active"}},
          {"endpoint_id":"fal-ai/any-llm","metadata":{"category":"llm"}},
          {"endpoint_id":"fal-ai/moondream","metadata":{"category":"vision"}},
          {"endpoint_id":"fal-ai/wizper","metadata":{"category":"speech-to-text"}},
          {"endpoint_id":"fal-ai/odd"},
          {"endpoint_id":"fal-ai/odder","metadata":{"category":7}},
          {"endpoint_id":""},{"endpoint_id":7},7],
         "next_cursor":"a b&c","has_more":true}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ListModelsAsync_SeveralPages_AreReadByTheirCursor()
    {
        using var wire = new FalWire().Then(200, First).Then(200, """{"models":[{"endpoint_id":"acme/last","metadata":{"category":"training"}}],"next_cursor":null,"has_more":false}""");

        var models = await wire.Client.ListModelsAsync("fal-ai", Token);

        wire.Lines.Should().Equal("GET https://api.fal.ai/v1/models?status=active", "GET https://api.fal.ai/v1/models?status=active&cursor=a%20b%26c");
        wire.Requests[0].Headers["Authorization"].Should().Be($"Key {TestRouter.FalKey}");
        models.Should().OnlyContain(model => model.Provider == "fal-ai" && model.IsLive);
        models.Select(model => $"{model.Id}: {string.Join(',', model.Tasks)}").Should().Contain(
        [
            "fal-ai/any-llm: conversational",
            "fal-ai/moondream: image-to-text,visual-question-answering",
            "fal-ai/odd: ",
            "fal-ai/odder: ",
            "acme/last: training",
        ]);
        models.Should().HaveCount(7).And.Contain(model => model.Id == "fal-ai/flux/dev" && model.Tasks.Contains("text-to-image"));
    }

    [Theory]
    [InlineData("""{"models":[],"has_more":true}""")]
    [InlineData("""{"models":[],"has_more":true,"next_cursor":7}""")]
    [InlineData("""{"models":[],"next_cursor":"x"}""")]
    public async Task ListModelsAsync_NoCursorOrNothingMore_Ends(string page)
    {
        using var wire = new FalWire().Then(200, page);

        (await wire.Client.ListModelsAsync("fal-ai", Token)).Should().BeEmpty();

        wire.Lines.Should().ContainSingle();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"models":{}}""")]
    [InlineData("<html>")]
    public async Task ListModelsAsync_NoList_IsBadResponse(string body)
    {
        using var wire = new FalWire().Then(200, body);

        var failure = (await wire.Awaiting(wire => wire.Client.ListModelsAsync("fal-ai", Token)).Should().ThrowAsync<ProviderException>()).Which;

        failure.Kind.Should().Be(ErrorKind.BadResponse);
    }
}
