using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Routing;

/// <summary>A raw call has no task to go by: the caller, the catalog or the model's name tells the provider.</summary>
public sealed class RawRoutingTests
{
    private const string Llama = "meta-llama/Llama-3.1-8B-Instruct";

    [Fact]
    public async Task ExplainAsync_ModelOfNoCatalog_TheTaskHasNoOpinionAndThePatternDecides()
    {
        using var router = Router("replicate", "second");

        var explanation = await ExplainAsync(router, new() { Model = "acme/stable-diffusion-9", Input = [] });

        explanation.Candidates.Select(candidate => candidate.Candidate).Should().Equal(new RouteCandidate("replicate", "acme/stable-diffusion-9"));
        explanation.Reason.Should().StartWith("pattern:");
    }

    [Fact]
    public async Task ExplainAsync_ModelOfNoCatalogWithPolicy_ThePolicyIsNotSent()
    {
        using var router = Router("fireworks-ai");

        var explanation = await ExplainAsync(router, new() { Model = "acme/unheard-of:cheapest", Input = [] });

        explanation.Candidates.Select(candidate => candidate.Candidate).Should().Equal(new RouteCandidate("fireworks-ai", "acme/unheard-of"));
    }

    [Fact]
    public async Task ExplainAsync_ModelOfTheCatalog_GoesWhereItIsOffered()
    {
        using var router = Router("fireworks-ai", "groq");

        var explanation = await ExplainAsync(router, new() { Model = Llama, Input = [] });

        explanation.Candidates.Select(candidate => candidate.Candidate.Provider).Should().BeEquivalentTo("fireworks-ai", "groq");
        explanation.Reason.Should().StartWith("explicit:");
    }

    [Fact]
    public async Task ExplainAsync_NobodyOfThePattern_SaysThatTheTaskHasNoOpinion()
    {
        using var router = Router("second");

        var failure = await Assert.ThrowsAsync<RoutingException>(() => router.Client.RunAsync("acme/unheard-of", [], TestContext.Current.CancellationToken));

        failure.Message.Should().Contain("task: no opinion");
    }

    [Fact]
    public async Task RunAsync_PathAtNamedProvider_NeedsNoModel()
    {
        using var router = Router("first", "second");

        var response = await router.Client.RunAsync(new() { Provider = "second", Path = "v1/moderations", Input = [] }, TestContext.Current.CancellationToken);

        response.Info.Provider.Should().Be("second");
        response.Output.GetString().Should().Be("v1/moderations");
    }

    [Fact]
    public async Task RunAsync_NeitherModelNorProvider_SaysWhatToSet()
    {
        using var router = Router("first");

        var failure = await Assert.ThrowsAsync<RoutingException>(() => router.Client.RunAsync(new() { Path = "v1/moderations", Input = [] }, TestContext.Current.CancellationToken));

        failure.Message.Should().Contain("Set Model, or Provider");
    }

    [Fact]
    public async Task RunAsync_PathAtProviderThatIsNotSetUp_NamesIt()
    {
        using var router = Router("first");

        var failure = await Assert.ThrowsAsync<RoutingException>(() => router.Client.RunAsync(new() { Provider = "nobody", Path = "x", Input = [] }, TestContext.Current.CancellationToken));

        failure.Excluded.Should().ContainSingle(excluded => excluded.Candidate.Provider == "nobody");
    }

    private static async Task<RouteExplanation> ExplainAsync(TestRouter router, RawRequest request) =>
        await router.Client.ExplainAsync(InferenceTasks.Raw, request, TestContext.Current.CancellationToken);

    private static TestRouter Router(params string[] names) => new(
        builder =>
        {
            foreach (var name in names)
            {
                builder.AddProvider<OwnOptions>(name, options => options.BaseAddress = new("https://own.example/"), context => new OwnProvider(context.Name));
            }
        },
        TestRouter.WithKeys());

    private sealed class OwnOptions : ProviderOptions
    {
        protected internal override bool RequiresApiKey => false;
    }

    private sealed class OwnProvider(string name) : IProvider, ITaskHandler<RawRequest, RawResponse>
    {
        public string Name => name;

        public TaskHandlerMap Handlers => new() { { InferenceTasks.Raw, this } };

        public Task<RawResponse> HandleAsync(TaskContext<RawRequest> context, CancellationToken cancellationToken) =>
            Task.FromResult(new RawResponse { Output = System.Text.Json.JsonSerializer.SerializeToElement(context.Request.Path) });
    }
}
