using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers.Fal;

public sealed class FalModelListerTests
{
    [Fact]
    public async Task ListModelsAsync_Pages_AreReadToTheLast()
    {
        using var wire = new FalWire()
            .Then(200, """{"models":[{"endpoint_id":"acme/one","metadata":{"category":"text-to-image"}},{"endpoint_id":"acme/two","metadata":{"category":"llm"}}],"has_more":true,"next_cursor":"a b"}""")
            .Then(200, """{"models":[{"endpoint_id":"acme/three","metadata":{"category":"vision"}},{"endpoint_id":7},{"\ud800":1},null,{"endpoint_id":"acme/four","metadata":null}],"has_more":false,"next_cursor":"c"}""");

        var models = await ListAsync(wire);

        wire.Lines.Should().Equal("GET https://api.fal.ai/v1/models?status=active", "GET https://api.fal.ai/v1/models?status=active&cursor=a%20b");
        wire.Requests.Should().OnlyContain(request => request.Headers["Authorization"] == $"Key {TestRouter.FalKey}");
        models.Where(model => model.Id.StartsWith("acme/", StringComparison.Ordinal)).Select(model => $"{model.Id}: {string.Join('|', model.Tasks)}").Should().BeEquivalentTo(
            "acme/one: text-to-image", "acme/two: chat", "acme/three: image-to-text|visual-question-answering", "acme/four: ");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"models":7}""")]
    [InlineData("<html>")]
    public async Task ListModelsAsync_NoList_IsABadResponse(string body)
    {
        using var wire = new FalWire().Then(200, body);

        var list = () => ListAsync(wire);

        (await list.Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.BadResponse);
    }

    private static Task<IReadOnlyList<ListedModel>> ListAsync(FalWire wire) => wire.Client.ListModelsAsync("fal-ai", TestContext.Current.CancellationToken);
}
