using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Routing;

/// <summary>The application's own rules of the last resort.</summary>
public sealed class PatternRouteTests
{
    [Fact]
    public async Task ExplainAsync_ModelThatFitsAPattern_GoesToItsProviderBeforeItsFamilys()
    {
        using var router = new TestRouter(builder => builder.AddPattern("ACME/*-9", "replicate").AddPattern("acme/*", "huggingface-router"));

        (await ExplainAsync(router, "acme/llama-9")).Should().Be(("replicate", "acme/llama-9", "pattern: the application's pattern 'ACME/*-9' fits"));
        (await ExplainAsync(router, "acme/llama-8")).Should().Be(("huggingface-router", "acme/llama-8", "pattern: the application's pattern 'acme/*' fits"));
        (await ExplainAsync(router, "other/llama-8")).Should().Be(("fireworks-ai", "other/llama-8", "pattern: the name tells its task, text-generation (by llm)"));
    }

    [Fact]
    public async Task ExplainAsync_PatternOfOneTask_HoldsForThatAlone()
    {
        using var router = new TestRouter(builder => builder
            .AddPattern("acme/*", "huggingface-router", InferenceTasks.TextToImage)
            .AddPattern("acme/*", "replicate", InferenceTasks.Raw));

        (await ExplainAsync(router, "acme/unheard-of")).Provider.Should().Be("replicate");
    }

    [Fact]
    public async Task ExplainAsync_TaskOfAPatternInAnotherCase_IsTheSame()
    {
        using var router = new TestRouter(builder => builder.Services.Configure<InferenceRoutingOptions>(
            options => options.Patterns.Add(new() { Pattern = "acme/*", Provider = "replicate", Task = InferenceTasks.Raw.Name.ToUpperInvariant() })));

        (await ExplainAsync(router, "acme/unheard-of")).Provider.Should().Be("replicate");
    }

    [Fact]
    public async Task ExplainAsync_TaskMappedToAProvider_GoesThereWithTheModelThatWasMapped()
    {
        using var router = new TestRouter(builder => builder.MapTask(InferenceTasks.Chat, "replicate", "acme/chatty"));

        var explanation = await router.Client.ExplainAsync(InferenceTasks.Chat, new ChatRequest { Messages = [] }, TestContext.Current.CancellationToken);

        explanation.Candidates[0].Candidate.Should().Be(new RouteCandidate("replicate", "acme/chatty"));
    }


    [Theory]
    [InlineData("meta-llama/Llama-3.1-8B-Instruct")]
    [InlineData("llama-3.1-8b-instruct")]
    [InlineData("META-LLAMA/llama-3.1-8b-instruct")]
    public async Task ExplainAsync_AliasOfAMappedModel_GoesWhereTheModelIsMapped(string model)
    {
        using var router = new TestRouter(builder => builder.MapModel("meta-llama/Llama-3.1-8B-Instruct", "replicate:acme/llama"));

        var explanation = await router.Client.ExplainAsync(InferenceTasks.Chat, new ChatRequest { Model = model, Messages = [] }, TestContext.Current.CancellationToken);

        explanation.Candidates[0].Candidate.Should().Be(new RouteCandidate("replicate", "acme/llama"));
    }

    [Fact]
    public void MapModel_NoCandidate_IsAnArgumentError() =>
        FluentActions.Invoking(() => new TestRouter(builder => builder.MapModel("a/b"))).Should().Throw<ArgumentException>().WithMessage("Name at least one candidate.*");

    [Theory]
    [InlineData("acme/x", "acme/x", true)]
    [InlineData("acme/x", "ACME/X", true)]
    [InlineData("acme/x", "acme/xy", false)]
    [InlineData("acme/xy", "acme/x", false)]
    [InlineData("acme/x*", "acme/x", true)]
    [InlineData("acme/x**", "acme/x", true)]
    [InlineData("acme/x*y", "acme/x", false)]
    [InlineData("*", "acme/x", true)]
    [InlineData("*", "", true)]
    [InlineData("", "a", false)]
    [InlineData("*/x", "acme/b/x", true)]
    [InlineData("a*b*c", "a1b2b3c", true)]
    [InlineData("a*b*c", "a1b2b3", false)]
    [InlineData("*aab", "aaab", true)]
    public void Matches_GlobAndModel_TellsWhetherItFits(string pattern, string model, bool fits) => ModelGlob.Matches(pattern, model).Should().Be(fits);

    private static async Task<(string Provider, string Model, string Reason)> ExplainAsync(TestRouter router, string model)
    {
        var explanation = await router.Client.ExplainAsync(InferenceTasks.Raw, new RawRequest { Model = model, Input = [] }, TestContext.Current.CancellationToken);
        var (provider, routed) = explanation.Candidates[0].Candidate;
        return (provider, routed, explanation.Reason);
    }
}
