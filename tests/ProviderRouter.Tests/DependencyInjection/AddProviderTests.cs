using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Providers;
using ProviderRouter.Providers.HuggingFace;
using ProviderRouter.Providers.Replicate;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Testing.Configured;

namespace ProviderRouter.Tests.DependencyInjection;

/// <summary>What registering providers does to names, connections and settings.</summary>
public sealed class AddProviderTests
{
    [Fact]
    public void AddReplicate_NameInAnotherCase_IsTheSameProvider()
    {
        using var services = Services(
            """{ "InferenceRouting": { "Providers": { "replicate": { "WaitSeconds": 7 } } } }""",
            builder => builder.AddReplicate("Replicate", options => options.ApiKey = "r8_x"));

        services.GetRequiredService<RouterRuntime>().Providers.Select(provider => provider.Name).Should().Equal("fireworks-ai", "replicate", "huggingface-router", "hf-inference", "together", "fal-ai");
        var options = services.GetRequiredService<IOptionsMonitor<ReplicateOptions>>().Get("replicate");
        options.WaitSeconds.Should().Be(7);
        options.ApiKey.Should().Be("r8_x");
    }

    [Fact]
    public void AddProvider_TakenNameWithOtherOptions_TakesItsPlaceAndBindsItsOwn()
    {
        using var services = Services(
            """{ "InferenceRouting": { "Providers": { "replicate": { "Region": "eu", "ApiKey": "k" } } } }""",
            builder => builder.AddProvider<OwnOptions>(
                "replicate", options => options.BaseAddress = new("https://own.example/"), _ => new OwnProvider(), (section, options) => section.Bind(options)));

        services.GetRequiredService<RouterRuntime>().Providers.Single(provider => provider.Name == "replicate").IsReady.Should().BeTrue();
        services.GetRequiredService<IOptionsMonitor<OwnOptions>>().Get("replicate").Region.Should().Be("eu");
    }

    [Fact]
    public void AddOpenAICompatible_AddressInCodeAndKeyInConfiguration_KeepsTheKey()
    {
        using var services = Services(
            """{ "InferenceRouting": { "Providers": { "local": { "ApiKey": "sk-from-configuration" } } } }""",
            builder => builder.AddOpenAICompatible("local", new Uri("https://local.test/v1")));

        services.GetRequiredService<IOptionsMonitor<ProviderRouter.Providers.OpenAICompatible.OpenAICompatibleOptions>>().Get("local").ApiKey.Should().Be("sk-from-configuration");
    }

    [Fact]
    public void AddOpenAICompatible_AddressOfTheChat_IsReportedWithTheFix()
    {
        using var services = Services("{}", builder => builder.AddOpenAICompatible("local", new Uri("https://local.test/v1/chat/completions")));

        FluentActions.Invoking(() => services.GetRequiredService<IInferenceClient>()).Should().Throw<InferenceConfigurationException>().WithMessage("*/chat/completions; leave that off*");
    }

    [Fact]
    public void AddHuggingFace_OtherAddress_IsTheRoutersAndInferenceLiesBelowIt()
    {
        using var services = Services("{}", builder => builder.AddHuggingFace(options => options.BaseAddress = new("https://gateway.example/hf")));

        var options = services.GetRequiredService<IOptionsMonitor<HuggingFaceOptions>>();
        options.Get("huggingface-router").BaseAddress.Should().Be(new Uri("https://gateway.example/hf"));
        options.Get("hf-inference").BaseAddress.Should().Be(new Uri("https://gateway.example/hf/hf-inference/"));
    }

    [Fact]
    public void AddHuggingFace_SecondAccount_AddsBothUnderItsName()
    {
        using var services = Services("{}", builder => builder.AddHuggingFace("team", options => options.ApiKey = "hf_team_1234567890"));

        services.GetRequiredService<RouterRuntime>().Providers.Where(provider => provider.IsReady).Select(provider => provider.Name).Should().Equal("team", "team-hf-inference");
    }

    [Fact]
    public void AddInferenceRouting_ConfigurationWithoutASection_BindsNothingOfItsRoot()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IKeyEnvironment>(new FakeEnvironment());

        services.AddInferenceRouting(Parse("""{ "AllowedHosts": "*", "Logging": { "LogLevel": { "Default": "Debug" } } }"""));

        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IInferenceClient>().Should().NotBeNull();
    }

    [Fact]
    public void Build_UnknownSettingWithTheNameOfAKnownOneBelow_ReportsOnlyTheUnknown()
    {
        using var services = Services("""{ "InferenceRouting": { "Model": "x", "Tasks": { "text-to-image": { "Model": "black-forest-labs/FLUX.1-dev" } } } }""");

        FluentActions.Invoking(() => services.GetRequiredService<IInferenceClient>()).Should().Throw<InferenceConfigurationException>()
            .Which.Failures.Should().Equal("InferenceRouting:Model: there is no such setting; check its spelling.");
    }

    [Fact]
    public void Build_SameMisspellingInTwoPlaces_ReportsBothAndTheRest()
    {
        using var services = Services("""{ "InferenceRouting": { "CallTimeout": "nonsense", "Tasks": { "text-to-image": { "Modle": "x" }, "conversational": { "Modle": "y" } } } }""");

        FluentActions.Invoking(() => services.GetRequiredService<IInferenceClient>()).Should().Throw<InferenceConfigurationException>().Which.Failures.Should().BeEquivalentTo(
            "InferenceRouting:Tasks:text-to-image:Modle: there is no such setting; check its spelling.",
            "InferenceRouting:Tasks:conversational:Modle: there is no such setting; check its spelling.",
            "InferenceRouting:CallTimeout: the value is no time span; write hh:mm:ss.");
    }

    [Fact]
    public async Task SendAsync_HandlersThatTheApplicationGivesEveryClient_AreNotBelowTheRouter()
    {
        var server = new CountingHandler();
        var services = new ServiceCollection();
        services.AddSingleton<IKeyEnvironment>(TestRouter.WithKeys("REPLICATE_API_TOKEN"));
        services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new RetryEverything()));
        services.AddInferenceRouting();
        services.AddHttpClient("ProviderRouter.replicate").ConfigurePrimaryHttpMessageHandler(() => server);
        using var provider = services.BuildServiceProvider();

        await FluentActions.Awaiting(() => provider.GetRequiredService<IInferenceClient>().GenerateImageAsync("black-forest-labs/flux-schnell:replicate", "x", TestContext.Current.CancellationToken))
            .Should().ThrowAsync<ProviderException>();

        server.Count.Should().Be(1, "a prediction that may have been made is not sent again");
    }

    [Fact]
    public async Task Dispose_CallsUnderWay_FailAtOnce()
    {
        using var router = new TestRouter(environment: TestRouter.WithKeys("FIREWORKS_API_TOKEN"));
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        router.Http.Fallback.Respond(async request =>
        {
            arrived.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);
            return new HttpResponseMessage();
        });
        var client = router.Client;
        var call = client.ChatAsync("openai/gpt-oss-20b", "hi", TestContext.Current.CancellationToken);
        var stream = client.ChatStreamAsync("openai/gpt-oss-20b", "hi", TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var move = stream.MoveNextAsync().AsTask();
        await arrived.Task;

        router.Dispose();

        var enough = TimeSpan.FromSeconds(10);
        await FluentActions.Awaiting(() => call.WaitAsync(enough)).Should().ThrowAsync<ObjectDisposedException>();
        await FluentActions.Awaiting(() => move.WaitAsync(enough)).Should().ThrowAsync<ObjectDisposedException>();
        await FluentActions.Awaiting(() => client.ChatAsync("openai/gpt-oss-20b", "hi", TestContext.Current.CancellationToken)).Should().ThrowAsync<ObjectDisposedException>();
    }


    [Fact]
    public void BillTo_SetAndTakenBack_IsAHeaderAndThenNone()
    {
        var options = new HuggingFaceOptions { BillTo = "acme" };
        options.Headers.Should().Contain("X-HF-Bill-To", "acme");

        options.BillTo = null;

        options.Headers.Should().BeEmpty();
        options.BillTo.Should().BeNull();
    }

    public sealed class OwnOptions : ProviderOptions
    {
        public string? Region { get; set; }
    }

    private sealed class OwnProvider : IProvider
    {
        public string Name => "replicate";

        public TaskHandlerMap Handlers { get; } = [];
    }

    private sealed class CountingHandler : HttpMessageHandler
    {
        public int Count { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadGateway));
        }
    }

    private sealed class RetryEverything : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await base.SendAsync(request, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
