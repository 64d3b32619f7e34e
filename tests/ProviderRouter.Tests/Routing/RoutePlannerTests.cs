using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Routing;

public sealed class RoutePlannerTests
{
    private const string Llama = "meta-llama/Llama-3.1-8B-Instruct";
    private const string FireworksLlama = "accounts/fireworks/models/llama-v3p1-8b-instruct";

    [Fact]
    public async Task ExplainAsync_CatalogModel_NamesCandidatesPriceReasonAndWhoIsLeftOut()
    {
        using var router = new TestRouter(environment: TestRouter.WithKeys("FIREWORKS_API_TOKEN"));

        var explanation = await ExplainAsync(router, Llama);

        explanation.Candidates.Should().ContainSingle();
        explanation.Candidates[0].Candidate.Should().Be(new RouteCandidate("fireworks-ai", FireworksLlama));
        explanation.Candidates[0].Price.Should().Be("$0.10 in, $0.10 out per million tokens");
        explanation.Reason.Should().Contain("explicit").And.Contain(Llama);
        explanation.Excluded.Should().Contain(excluded => excluded.Candidate.Provider == "huggingface-router" && excluded.Reason.Contains("no key") && excluded.Remedy!.Contains("HF_TOKEN"));
        explanation.Excluded.Should().Contain(excluded => excluded.Candidate.Provider == "deepinfra" && excluded.Reason.Contains("no provider of that name"));
    }

    [Theory]
    [InlineData("REPLICATE_API_TOKEN", "replicate")]
    [InlineData("HF_TOKEN", "huggingface-router")]
    [InlineData("FIREWORKS_API_TOKEN", "fireworks-ai")]
    public async Task ExplainAsync_OneKeyAlone_GoesThroughIt(string variable, string provider)
    {
        using var router = new TestRouter(environment: TestRouter.WithKeys(variable));

        foreach (var model in new[] { "meta-llama/Meta-Llama-3-70B-Instruct", "acme/unheard-of" })
        {
            var explanation = await ExplainAsync(router, model);
            explanation.Candidates.Select(candidate => candidate.Candidate.Provider).Distinct().Should().Equal(provider);
        }
    }

    [Fact]
    public async Task ChatAsync_NoKeyAtAll_SaysWhatEachResolverSaidAndWhatWouldHelp()
    {
        using var router = new TestRouter(environment: new FakeEnvironment());

        var failure = (await FluentActions.Awaiting(() => router.Client.ChatAsync(Llama, "hi", TestContext.Current.CancellationToken)).Should().ThrowAsync<RoutingException>()).Which;

        failure.Message.Should().ContainAll("explicit:", "task:", "pattern:", "FIREWORKS_API_TOKEN", "REPLICATE_API_TOKEN", "HF_TOKEN", ".env.local");
        failure.Excluded.Should().NotBeEmpty();
    }

    [Fact]
    public async Task ExplainAsync_ProviderNamedInRequest_BindsToItWithItsOwnId()
    {
        using var router = new TestRouter();

        var explanation = await router.Client.ExplainAsync(
            InferenceTasks.Chat, new ChatRequest { Model = Llama, Provider = "huggingface-router", Messages = [] }, TestContext.Current.CancellationToken);

        explanation.Candidates.Select(candidate => candidate.Candidate).Should().Equal(new RouteCandidate("huggingface-router", Llama));
    }

    [Fact]
    public async Task ExplainAsync_NamedProviderWithoutKey_IsNotOverruled()
    {
        using var router = new TestRouter(environment: TestRouter.WithKeys("HF_TOKEN"));

        var explanation = await router.Client.ExplainAsync(
            InferenceTasks.Chat, new ChatRequest { Model = Llama, Provider = "fireworks-ai", Messages = [] }, TestContext.Current.CancellationToken);

        explanation.Candidates.Should().BeEmpty();
        explanation.Excluded.Should().ContainSingle(excluded => excluded.Candidate.Provider == "fireworks-ai");
    }

    [Fact]
    public async Task ExplainAsync_SuffixNotSetUpHere_GoesThroughTheHuggingFaceRouterSuffixAndAll()
    {
        using var router = new TestRouter();

        var explanation = await ExplainAsync(router, "openai/gpt-oss-20b:groq");

        explanation.Candidates[0].Candidate.Should().Be(new RouteCandidate("huggingface-router", "openai/gpt-oss-20b:groq"));
    }

    [Fact]
    public async Task ExplainAsync_Cheapest_RanksByPrice()
    {
        using var router = new TestRouter(builder => builder.AddOpenAICompatible("groq", new Uri("https://api.groq.com/openai/v1"), "gsk_made_up"));

        var explanation = await ExplainAsync(router, $"{Llama}:cheapest");

        explanation.Candidates[0].Candidate.Should().Be(new RouteCandidate("groq", "llama-3.1-8b-instant"));
    }

    [Fact]
    public async Task ExplainAsync_MappedModel_BeatsTheCatalogAndExactBeatsGlob()
    {
        using var router = new TestRouter(builder => builder
            .MapModel("meta-llama/*", "huggingface-router")
            .MapModel("meta-llama/Llama-3.1-*", "replicate:acme/llama")
            .MapModel("meta-llama/Llama-3.3-70B-Instruct", "fireworks-ai"));

        (await ExplainAsync(router, Llama)).Candidates[0].Candidate.Should().Be(new RouteCandidate("replicate", "acme/llama"));
        (await ExplainAsync(router, "llama-3.2-3b-instruct")).Candidates[0].Candidate.Provider.Should().Be("huggingface-router");
        (await ExplainAsync(router, "meta-llama/Llama-3.3-70B-Instruct")).Candidates[0].Candidate.Provider.Should().Be("fireworks-ai");
    }

    [Fact]
    public async Task ExplainAsync_Fallbacks_ComeAfterTheSameModelsOffers()
    {
        using var router = new TestRouter();

        var explanation = await router.Client.ExplainAsync(
            InferenceTasks.Chat,
            new ChatRequest { Model = Llama, Messages = [], Fallbacks = [new("fireworks-ai", "openai/gpt-oss-20b")] },
            TestContext.Current.CancellationToken);

        explanation.Candidates.Select(candidate => candidate.Candidate).Should().EndWith(new RouteCandidate("fireworks-ai", "accounts/fireworks/models/gpt-oss-20b"));
        explanation.Candidates[0].Candidate.Model.Should().Be(FireworksLlama);
    }

    [Fact]
    public async Task ExplainAsync_FallbackOfAModelWithManyOffers_IsWithinReach()
    {
        using var router = new TestRouter();

        var explanation = await router.Client.ExplainAsync(
            InferenceTasks.Chat,
            new ChatRequest { Model = "openai/gpt-oss-120b", Messages = [], Fallbacks = [new("fireworks-ai", "deepseek-ai/DeepSeek-V3")] },
            TestContext.Current.CancellationToken);

        explanation.Candidates.Take(3).Select(candidate => candidate.Candidate.Model).Should().Contain(model => model.Contains("deepseek-v3"), "a call asks three candidates at most");
        explanation.Candidates.Count.Should().BeGreaterThan(3);
    }

    [Fact]
    public async Task ExplainAsync_FallbackThatClimbs_IsRefused()
    {
        using var router = new TestRouter();

        await FluentActions.Awaiting(() => router.Client.ExplainAsync(
            InferenceTasks.Chat, new ChatRequest { Model = Llama, Messages = [], Fallbacks = [new("fireworks-ai", "../../etc")] }, TestContext.Current.CancellationToken)).Should().ThrowAsync<RoutingException>();
    }

    [Theory]
    [InlineData("groq")]
    [InlineData("cheapest")]
    [InlineData("fastest")]
    public async Task ExplainAsync_RouterNamedWithASuffix_KeepsTheSuffix(string suffix)
    {
        using var router = new TestRouter();

        var explanation = await router.Client.ExplainAsync(
            InferenceTasks.Chat, new ChatRequest { Model = $"gpt-oss-20b:{suffix}", Provider = "huggingface-router", Messages = [] }, TestContext.Current.CancellationToken);

        explanation.Candidates.Select(candidate => candidate.Candidate).Should().Equal(new RouteCandidate("huggingface-router", $"openai/gpt-oss-20b:{suffix}"));
    }

    [Fact]
    public async Task ExplainAsync_CheapestWithARemovedOffer_RanksItBehind()
    {
        var offers = new CatalogOffer[]
        {
            new() { Provider = "replicate", ProviderModelId = "acme/a", Availability = OfferAvailability.Removed, Price = new() { Unit = PriceUnit.PerMillionTokens, Input = 0.01m, Output = 0.01m } },
            new() { Provider = "fireworks-ai", ProviderModelId = "accounts/acme/models/a", Availability = OfferAvailability.Listed, Price = new() { Unit = PriceUnit.PerMillionTokens, Input = 1m, Output = 1m } },
        };
        using var router = new TestRouter(builder => builder.AddModel(new() { Id = "acme/a", Tasks = ["conversational"], Offers = offers }));

        (await ExplainAsync(router, "acme/a:cheapest")).Candidates[0].Candidate.Provider.Should().Be("fireworks-ai");
    }

    [Theory]
    [InlineData("fireworks-ai", null)]
    [InlineData("replicate", "black-forest-labs/FLUX.1-schnell")]
    public async Task ExplainAsync_MappedTaskAndNoModel_GoesToItsProvider(string provider, string? model)
    {
        using var router = new TestRouter(builder => builder.MapTask(InferenceTasks.TextToImage, provider, model));

        var explanation = await router.Client.ExplainAsync(InferenceTasks.TextToImage, new TextToImageRequest { Prompt = "x" }, TestContext.Current.CancellationToken);

        explanation.Candidates[0].Candidate.Provider.Should().Be(provider);
    }

    [Fact]
    public async Task ExplainAsync_NoModel_TakesTheTasksDefault()
    {
        using var router = new TestRouter();

        var explanation = await router.Client.ExplainAsync(InferenceTasks.TextToSpeech, new TextToSpeechRequest { Text = "hi" }, TestContext.Current.CancellationToken);

        explanation.Candidates[0].Candidate.Model.Should().StartWith("suno-ai/bark:");
    }

    [Fact]
    public async Task ExplainAsync_OwnResolver_ComesFirst()
    {
        using var router = new TestRouter(builder => builder.AddResolver<AlwaysReplicate>("mine"));

        var explanation = await ExplainAsync(router, Llama);

        explanation.Candidates[0].Candidate.Should().Be(new RouteCandidate("replicate", "acme/own"));
        explanation.Reason.Should().StartWith("mine:");
    }

    [Fact]
    public async Task ExplainAsync_OrderOfResolvers_CanBeChanged()
    {
        using var router = new TestRouter(builder => builder.Services.Configure<InferenceRoutingOptions>(options => options.Resolvers = ["task"]));

        (await ExplainAsync(router, "stabilityai/stable-diffusion-2-1")).Reason.Should().StartWith("task:");
    }

    [Fact]
    public async Task ExplainAsync_MappedTask_DecidesForUnknownModels()
    {
        using var router = new TestRouter(builder => builder.MapTask(InferenceTasks.Chat, "replicate"));

        (await ExplainAsync(router, "acme/unheard-of")).Candidates[0].Candidate.Provider.Should().Be("replicate");
    }

    [Fact]
    public async Task ChatAsync_IdThatClimbs_IsRefusedBeforeAnyRequest()
    {
        using var router = new TestRouter();
        var any = router.Http.When("*").Respond(System.Net.HttpStatusCode.OK);

        await FluentActions.Awaiting(() => router.Client.ChatAsync("../../account", "hi", TestContext.Current.CancellationToken)).Should().ThrowAsync<RoutingException>();

        router.Http.GetMatchCount(any).Should().Be(0);
    }

    [Fact]
    public async Task ExplainAsync_OwnResolver_IsAskedEachTime()
    {
        using var router = new TestRouter(builder => builder.AddResolver<AlwaysReplicate>("mine"));
        AlwaysReplicate.Asked = 0;

        await ExplainAsync(router, Llama);
        await ExplainAsync(router, Llama);

        AlwaysReplicate.Asked.Should().Be(2, "a resolver of the application may judge by more than the model, so its plans are not kept");
    }

    private static Task<RouteExplanation> ExplainAsync(TestRouter router, string model) =>
        router.Client.ExplainAsync(InferenceTasks.Chat, new ChatRequest { Model = model, Messages = [] }, TestContext.Current.CancellationToken);

    private sealed class AlwaysReplicate : IProviderResolver
    {
        public static int Asked { get; set; }

        public ValueTask<RoutePlan?> ResolveAsync(RouteContext context, CancellationToken cancellationToken)
        {
            Asked++;
            return ValueTask.FromResult<RoutePlan?>(new([new("replicate", "acme/own")], "always"));
        }
    }
}
