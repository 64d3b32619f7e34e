using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ProviderRouter.Providers;
using ProviderRouter.Tests.Testing;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Routing;

public sealed class ModelListingTests
{
    private const string RouterList = """
        {"object":"list","data":[
          {"id":"meta-llama/Llama-3.1-8B-Instruct","object":"model","architecture":{"input_modalities":["text","image"],"output_modalities":["text"]},
           "providers":[
             {"provider":"novita","status":"live","context_length":16384,"pricing":{"input":0.02,"output":0.05},"supports_tools":true,"supports_structured_output":false},
             {"provider":"nscale","status":"live","context_length":131072,"pricing":{"input":0.06,"output":0.06}},
             {"provider":"free","status":"error"}]},
          {"id":"acme/unheard-of"},
          {"no":"id"}, 7]}
        """;

    [Fact]
    public async Task ListModelsAsync_OneThatListsItself_TellsItsOwnWordsCompletedByTheCatalog()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Json(RouterList));

        var models = await router.Client.ListModelsAsync("huggingface-router", TestContext.Current.CancellationToken);

        wire.Request.Line.Should().Be("GET https://router.huggingface.co/v1/models");
        models.Should().HaveCount(2).And.OnlyContain(model => model.IsLive && model.Provider == "huggingface-router");
        models[0].Should().BeEquivalentTo(new ListedModel
        {
            Provider = "huggingface-router",
            Id = "meta-llama/Llama-3.1-8B-Instruct",
            CanonicalId = "meta-llama/Llama-3.1-8B-Instruct",
            Tasks = ["conversational"],
            Price = new() { Unit = PriceUnit.PerMillionTokens, Input = 0.02m, Output = 0.05m },
            Capabilities = ["streaming", "tools", "vision"],
            ContextWindow = 131072,
            IsLive = true,
        });
        models[1].Should().BeEquivalentTo(new { Id = "acme/unheard-of", CanonicalId = (string?)null, Price = (CatalogPrice?)null });
    }

    [Fact]
    public async Task ListModelsAsync_OneThatDoesNotListItself_IsToldByTheCatalogWithoutAnyRequest()
    {
        using var router = new TestRouter(builder => builder.AddProvider<OwnOptions>("novita", options => options.BaseAddress = new("https://own.example/"), context => new OwnProvider(context.Name)));
        var wire = new MediaWire(router, MediaWire.Status(HttpStatusCode.InternalServerError));

        var models = await router.Client.ListModelsAsync("novita", TestContext.Current.CancellationToken);

        wire.Requests.Should().BeEmpty();
        models.Should().NotBeEmpty().And.OnlyContain(model => !model.IsLive && model.Provider == "novita" && model.Tasks.Count > 0);
    }

    [Fact]
    public async Task ListModelsAsync_OneThatListsAPart_IsCompletedByTheCatalog()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Json("""
            {"name":"Official models","slug":"official","models":[
              {"owner":"black-forest-labs","name":"flux-schnell","is_official":true,"run_count":1},{"owner":"acme","name":"unheard-of"},{"owner":"acme"},{"name":""},7]}
            """));

        var models = await router.Client.ListModelsAsync("replicate", TestContext.Current.CancellationToken);

        wire.Request.Line.Should().Be("GET https://api.replicate.com/v1/collections/official");
        models.Where(model => model.IsLive).Select(model => model.Id).Should().Equal("black-forest-labs/flux-schnell", "acme/unheard-of");
        models[0].Should().BeEquivalentTo(new { CanonicalId = "black-forest-labs/FLUX.1-schnell", Tasks = new[] { "text-to-image" } });
        models.Where(model => !model.IsLive).Should().Contain(model => model.CanonicalId == "suno/bark").And.NotContain(model => model.Id == "black-forest-labs/flux-schnell");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"models":{}}""")]
    public async Task ListModelsAsync_NoCollection_IsABadResponse(string body)
    {
        using var router = new TestRouter();
        _ = new MediaWire(router, MediaWire.Json(body));

        (await FluentActions.Awaiting(() => router.Client.ListModelsAsync("replicate", TestContext.Current.CancellationToken)).Should().ThrowAsync<ProviderException>())
            .Which.Kind.Should().Be(ErrorKind.BadResponse);
    }

    [Theory]
    [InlineData("nobody", "there are")]
    [InlineData("replicate", "REPLICATE_API_TOKEN")]
    public async Task ListModelsAsync_ProviderThatCannotBeAsked_SaysWhatWouldHelp(string provider, string help)
    {
        using var router = new TestRouter(environment: TestRouter.WithKeys("HF_TOKEN"));

        (await FluentActions.Awaiting(() => router.Client.ListModelsAsync(provider, TestContext.Current.CancellationToken)).Should().ThrowAsync<RoutingException>())
            .WithMessage($"*{provider}*{help}*");
    }

    [Fact]
    public async Task ListModelsAsync_NamedOneFails_Fails()
    {
        using var router = new TestRouter();
        _ = new MediaWire(router, MediaWire.Json("""{"error":"no"}""", HttpStatusCode.Unauthorized));

        (await FluentActions.Awaiting(() => router.Client.ListModelsAsync("huggingface-router", TestContext.Current.CancellationToken)).Should().ThrowAsync<ProviderException>())
            .Which.Kind.Should().Be(ErrorKind.Authentication);
    }

    [Fact]
    public async Task ListModelsAsync_AllAndOneFails_ListsThatOneByTheCatalog()
    {
        using var router = new TestRouter(environment: TestRouter.WithKeys("HF_TOKEN", "REPLICATE_API_TOKEN"));
        _ = new MediaWire(router, MediaWire.Json("[", HttpStatusCode.OK));

        var models = await router.Client.ListModelsAsync(cancellationToken: TestContext.Current.CancellationToken);

        models.Select(model => model.Provider).Distinct().Should().BeEquivalentTo("replicate", "huggingface-router", "hf-inference");
        models.Should().OnlyContain(model => !model.IsLive);
    }


    [Fact]
    public async Task ListModelsAsync_HfInference_TellsWhatTheHubLists()
    {
        using var router = new TestRouter();
        var wire = new MediaWire(router, MediaWire.Json("""
            [{"id":"acme/unheard-of","pipeline_tag":"fill-mask"},{"id":"acme/untold"},{"id":"acme/odd","pipeline_tag":7},{"id":""},{"pipeline_tag":"fill-mask"},7]
            """));

        var models = await router.Client.ListModelsAsync("hf-inference", TestContext.Current.CancellationToken);

        wire.Request.Line.Should().Be("GET https://huggingface.co/api/models?inference_provider=hf-inference&limit=500&expand[]=pipeline_tag");
        models.Should().BeEquivalentTo(
            [
                new ListedModel { Provider = "hf-inference", Id = "acme/unheard-of", Tasks = ["fill-mask"], IsLive = true },
                new ListedModel { Provider = "hf-inference", Id = "acme/untold", IsLive = true },
                new ListedModel { Provider = "hf-inference", Id = "acme/odd", IsLive = true },
            ]);
    }

    [Theory]
    [InlineData("hf-inference", "{}")]
    [InlineData("hf-inference", "7")]
    [InlineData("huggingface-router", "[]")]
    [InlineData("huggingface-router", "{}")]
    [InlineData("huggingface-router", """{"data":{}}""")]
    public async Task ListModelsAsync_NoListOfHuggingFace_IsABadResponse(string provider, string body)
    {
        using var router = new TestRouter();
        _ = new MediaWire(router, MediaWire.Json(body));

        (await FluentActions.Awaiting(() => router.Client.ListModelsAsync(provider, TestContext.Current.CancellationToken)).Should().ThrowAsync<ProviderException>())
            .Which.Kind.Should().Be(ErrorKind.BadResponse);
    }

    [Fact]
    public async Task ListModelsAsync_RouterEntriesOfOddForm_GiveWhatTheyTell()
    {
        using var router = new TestRouter();
        _ = new MediaWire(router, MediaWire.Json("""
            {"data":[
              {"id":"acme/a","architecture":{"input_modalities":"image"},"providers":[7,
                {"context_length":-1,"pricing":{"input":0.2,"output":0.2},"supports_structured_output":true},
                {"context_length":1e12,"pricing":{"input":0.1,"output":0.2}},
                {"pricing":{"input":-1,"output":0}},{"pricing":{"input":"0","output":"0"}},{"pricing":[]}]},
              {"id":"acme/b","architecture":[],"providers":{}}]}
            """));

        var models = await router.Client.ListModelsAsync("huggingface-router", TestContext.Current.CancellationToken);

        models[0].Price.Should().Be(new CatalogPrice { Unit = PriceUnit.PerMillionTokens, Input = 0.1m, Output = 0.2m, Tiers = models[0].Price!.Tiers });
        models[0].ContextWindow.Should().BeNull();
        models[0].Capabilities.Should().Equal("json_schema", "streaming");
        models[1].Should().BeEquivalentTo(new { Id = "acme/b", Price = (CatalogPrice?)null, Capabilities = new[] { "streaming" } });
    }

    [Fact]
    public async Task ListModelsAsync_OneThatHangs_IsGivenUpAfterAMinute()
    {
        var time = new FakeTimeProvider();
        using var router = new TestRouter(environment: TestRouter.WithKeys("REPLICATE_API_TOKEN"), timeProvider: time);
        router.Http.When("*").Respond(() => new TaskCompletionSource<HttpResponseMessage>().Task);

        var named = router.Client.ListModelsAsync("replicate", TestContext.Current.CancellationToken);
        var all = router.Client.ListModelsAsync(cancellationToken: TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(61));

        (await FluentActions.Awaiting(() => named).Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.Timeout);
        (await all).Should().NotBeEmpty().And.OnlyContain(model => !model.IsLive && model.Provider == "replicate");
    }

    [Fact]
    public async Task ListModelsAsync_CallerWhoGoes_IsCanceledEvenWhereTheCatalogKnows()
    {
        using var router = new TestRouter(environment: TestRouter.WithKeys("REPLICATE_API_TOKEN"));
        router.Http.When("*").Respond(() => new TaskCompletionSource<HttpResponseMessage>().Task);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var all = router.Client.ListModelsAsync(cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();

        await FluentActions.Awaiting(() => all).Should().ThrowAsync<OperationCanceledException>();
    }

    private sealed class OwnOptions : ProviderOptions
    {
        protected internal override bool RequiresApiKey => false;
    }

    private sealed class OwnProvider(string name) : IProvider
    {
        public string Name => name;

        public TaskHandlerMap Handlers { get; } = [];
    }
}
