using System.Net;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers;

public sealed class FireworksModelsTests
{
    private const string List = "GET https://api.fireworks.ai/v1/accounts/fireworks/models?pageSize=200";

    [Fact]
    public async Task ListModelsAsync_TwoPages_GivesWhatIsServedToEverybody()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(
            router,
            MediaWire.Json("""
                {"models":[
                  {"name":"accounts/fireworks/models/new-chat","kind":"HF_BASE_MODEL","state":"READY","contextLength":131072,"supportsTools":true,"supportsImageInput":true,"supportsServerless":true},
                  {"name":"accounts/fireworks/models/not-served","kind":"HF_BASE_MODEL","supportsServerless":false},
                  {"name":"accounts/fireworks/models/not-ready","kind":"HF_BASE_MODEL","state":"UPLOADING"},
                  {"name":"accounts/fireworks/models/new-base","kind":"HF_BASE_MODEL","contextLength":0},
                  {"displayName":"nameless"},7],
                 "nextPageToken":"a b&c","totalSize":9}
                """),
            MediaWire.Json("""
                {"models":[
                  {"name":"accounts/fireworks/models/new-embedding","kind":"EMBEDDING_MODEL"},
                  {"name":"accounts/fireworks/models/new-reranker","kind":"EMBEDDING_MODEL"},
                  {"name":"accounts/fireworks/models/flux-2","kind":"FLUMINA_BASE_MODEL"},
                  {"name":"accounts/fireworks/models/flux-kontext-next","kind":"FLUMINA_BASE_MODEL"}],
                 "nextPageToken":""}
                """));

        var models = await router.Client.ListModelsAsync("fireworks-ai", TestContext.Current.CancellationToken);

        wire.Requests.Select(request => request.Line).Should().Equal(List, $"{List}&pageToken=a%20b%26c");
        wire.Requests.Should().OnlyContain(request => request.Headers["Authorization"] == $"Bearer {TestRouter.FireworksKey}");
        models.Should().BeEquivalentTo(
            new ListedModel[]
            {
                Model("new-chat", ["conversational"], ["tools", "vision"], 131072),
                Model("new-base", [], [], null),
                Model("new-embedding", ["feature-extraction"], [], null),
                Model("new-reranker", ["text-ranking"], [], null),
                Model("flux-2", ["text-to-image"], [], null),
                Model("flux-kontext-next", ["text-to-image", "image-to-image"], [], null),
            },
            options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task ListModelsAsync_TokenThatComesAgain_IsNotFollowed()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Json("""{"models":[{"name":"accounts/fireworks/models/a"}],"nextPageToken":"x"}"""));

        await router.Client.ListModelsAsync("fireworks-ai", TestContext.Current.CancellationToken);

        wire.Requests.Select(request => request.Line).Should().Equal(List, $"{List}&pageToken=x");
    }

    [Fact]
    public async Task ListModelsAsync_NoEnd_IsBadResponse()
    {
        using var router = new TestRouter();
        var page = 0;
        _ = new MediaWire(router, () => MediaWire.Json($$"""{"models":[],"nextPageToken":"{{++page}}"}""")());

        (await FluentActions.Awaiting(() => router.Client.ListModelsAsync("fireworks-ai", TestContext.Current.CancellationToken)).Should().ThrowAsync<ProviderException>())
            .Which.Kind.Should().Be(ErrorKind.BadResponse);

        page.Should().Be(100);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"models":7}""")]
    [InlineData("""{"models":[{"name":"\ud800"}]}""")]
    public async Task ListModelsAsync_AnswerThatIsNoList_IsBadResponse(string body)
    {
        using var router = new TestRouter();
        _ = new MediaWire(router, MediaWire.Json(body));

        (await FluentActions.Awaiting(() => router.Client.ListModelsAsync("fireworks-ai", TestContext.Current.CancellationToken)).Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.BadResponse);
    }

    [Fact]
    public async Task ListModelsAsync_KeyIsRefused_IsAuthentication()
    {
        using var router = new TestRouter();
        _ = new MediaWire(router, MediaWire.Status(HttpStatusCode.Unauthorized));

        (await FluentActions.Awaiting(() => router.Client.ListModelsAsync("fireworks-ai", TestContext.Current.CancellationToken)).Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.Authentication);
    }

    private static ListedModel Model(string name, string[] tasks, string[] capabilities, int? contextWindow) => new()
    {
        Provider = "fireworks-ai",
        Id = $"accounts/fireworks/models/{name}",
        Tasks = tasks,
        Capabilities = capabilities,
        ContextWindow = contextWindow,
        IsLive = true,
    };
}
