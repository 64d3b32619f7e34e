using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Providers.Fireworks;
using ProviderRouter.Providers.OpenAICompatible;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Testing.Configured;

namespace ProviderRouter.Tests.DependencyInjection;

public sealed class ConfigurationTests
{
    [Fact]
    public void Options_WholeSection_IsBound()
    {
        using var services = Services(
            """
            { "InferenceRouting": {
                "Resolvers": ["explicit", "pattern"],
                "Models": { "meta-llama/*": ["replicate", "fireworks-ai:accounts/x/models/y"] },
                "Tasks": { "text-to-image": { "Provider": "fireworks-ai", "Model": "black-forest-labs/FLUX.1-dev" } },
                "Patterns": [ { "Pattern": "acme/*", "Provider": "replicate", "Task": "conversational" } ],
                "Retry": { "MaxAttemptsPerTarget": 2, "BaseDelay": "00:00:00.1" },
                "CallTimeout": "00:02:00",
                "DisableFallbacks": true,
                "FallbackOnRefusedKey": true,
                "AllowContentPolicyFallback": true,
                "ReadDotEnv": false,
                "AllowedPrivateHosts": ["127.0.0.1:8080"],
                "Providers": { "fireworks-ai": { "ApiKey": "fw_x", "BaseAddress": "https://proxy.example/", "AttemptTimeout": "00:00:10", "Headers": { "X-Team": "red" } } }
            } }
            """);

        services.GetRequiredService<IInferenceClient>().Should().NotBeNull();
        var options = services.GetRequiredService<IOptions<InferenceRoutingOptions>>().Value;
        options.Resolvers.Should().Equal("explicit", "pattern");
        options.Models["META-LLAMA/*"].Should().Equal("replicate", "fireworks-ai:accounts/x/models/y");
        options.Tasks["text-to-image"].Should().BeEquivalentTo(new TaskRoute { Provider = "fireworks-ai", Model = "black-forest-labs/FLUX.1-dev" });
        options.Patterns.Should().ContainSingle().Which.Should().BeEquivalentTo(new PatternRoute { Pattern = "acme/*", Provider = "replicate", Task = "conversational" });
        options.Retry.MaxAttemptsPerTarget.Should().Be(2);
        options.Retry.BaseDelay.Should().Be(TimeSpan.FromMilliseconds(100));
        options.CallTimeout.Should().Be(TimeSpan.FromMinutes(2));
        options.DisableFallbacks.Should().BeTrue();
        options.FallbackOnRefusedKey.Should().BeTrue();
        options.AllowContentPolicyFallback.Should().BeTrue();
        options.ReadDotEnv.Should().BeFalse();
        options.AllowedPrivateHosts.Should().Equal("127.0.0.1:8080");
        var fireworks = services.GetRequiredService<IOptionsMonitor<FireworksOptions>>().Get("fireworks-ai");
        fireworks.BaseAddress.Should().Be(new Uri("https://proxy.example/"));
        fireworks.AttemptTimeout.Should().Be(TimeSpan.FromSeconds(10));
        fireworks.Headers.Should().Contain("X-Team", "red");
    }

    [Fact]
    public void Client_ManyMistakes_AreToldAtOnceEachWithPathAndFix()
    {
        using var services = Services(
            """
            { "InferenceRouting": {
                "Resolvers": ["explicit", "guess"],
                "Models": { "a/b": ["nobody"] },
                "Tasks": { "text-to-image": { "Provider": "nobody" } },
                "Patterns": [ { "Pattern": "", "Provider": "nobody" } ],
                "Retry": { "MaxAttemptsPerTarget": 0, "MaxAttempts": "many", "BaseDelay": "00:00:09" },
                "CallTimeout": "-00:00:01",
                "CalTimeout": "00:00:01",
                "AllowedPrivateHosts": ["http://localhost/"],
                "Providers": {
                    "fireworks": { "ApiKey": "fw_canary_1234567890abcdef" },
                    "fireworks-ai": { "ApiKey": "fw canary 1234567890abcdef", "BaseAddress": "api.fireworks.ai", "Timeout": "00:00:01", "IdleTimeout": "00:00:00", "Headers": { "Authorization": "x", "X-A": "a\r\nb" } },
                    "replicate": { "WaitSeconds": 61 }
                }
            } }
            """);

        var failure = FluentActions.Invoking(() => services.GetRequiredService<IInferenceClient>()).Should().Throw<InferenceConfigurationException>().Which;

        foreach (var part in new[]
        {
            "InferenceRouting:Resolvers: there is no resolver 'guess'",
            "InferenceRouting:Models:a/b: there is no provider 'nobody'",
            "InferenceRouting:Tasks:text-to-image:Provider: there is no provider 'nobody'",
            "InferenceRouting:Patterns:0:Pattern: is empty",
            "InferenceRouting:Patterns:0:Provider: there is no provider 'nobody'",
            "InferenceRouting:Retry:MaxAttemptsPerTarget: is 0",
            "InferenceRouting:Retry:MaxAttempts: the value is no whole number",
            "InferenceRouting:Retry:BaseDelay: is longer than Retry:MaxDelay",
            "InferenceRouting:CallTimeout: has to lie between",
            "InferenceRouting:CalTimeout: there is no such setting",
            "InferenceRouting:AllowedPrivateHosts: 'http://localhost/' is not of the form host:port",
            "InferenceRouting:Providers:fireworks: there is no provider 'fireworks'",
            "InferenceRouting:Providers:fireworks-ai:ApiKey holds a space",
            "InferenceRouting:Providers:fireworks-ai:BaseAddress",
            "InferenceRouting:Providers:fireworks-ai:Timeout: there is no such setting",
            "InferenceRouting:Providers:fireworks-ai:IdleTimeout: has to lie between",
            "InferenceRouting:Providers:fireworks-ai:Headers:Authorization",
            "InferenceRouting:Providers:fireworks-ai:Headers:X-A",
            "InferenceRouting:Providers:replicate: WaitSeconds has to lie between 0 and 60",
        })
        {
            failure.Message.Should().Contain(part);
        }

        failure.Message.Should().NotContain("canary");
    }

    [Fact]
    public async Task StartAsync_Mistake_StopsTheHostAtStart()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton<IKeyEnvironment>(new FakeEnvironment());
        builder.Services.AddInferenceRouting(options => options.Retry.MaxTargets = 0);
        using var host = builder.Build();

        await FluentActions.Awaiting(() => host.StartAsync(TestContext.Current.CancellationToken)).Should().ThrowAsync<InferenceConfigurationException>().WithMessage("*Retry:MaxTargets*");
    }

    [Fact]
    public async Task StartAsync_NoKeyAtAll_IsNoMistake()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton<IKeyEnvironment>(new FakeEnvironment());
        builder.Services.AddInferenceRouting();
        using var host = builder.Build();

        await host.StartAsync(TestContext.Current.CancellationToken);

        host.Services.GetRequiredService<RouterRuntime>().Providers.Should().OnlyContain(provider => !provider.IsReady);
    }

    [Fact]
    public void AddOpenAICompatible_NoAddress_SaysSo()
    {
        using var services = Services("{}", builder => builder.AddOpenAICompatible("local"));

        FluentActions.Invoking(() => services.GetRequiredService<IInferenceClient>()).Should().Throw<InferenceConfigurationException>()
            .WithMessage("InferenceRouting:Providers:local:BaseAddress: has to be set*");
    }

    [Fact]
    public void Options_HostThatIsNoName_IsAMistake()
    {
        using var services = Configured.Services("{}", builder => builder.AddOpenAICompatible("local", new Uri("https://\u06FC\u38C4b/v1")));

        FluentActions.Invoking(services.GetRequiredService<IInferenceClient>).Should().Throw<InferenceConfigurationException>()
            .WithMessage("InferenceRouting:Providers:local:BaseAddress: has a host that is no name*");
    }

    [Fact]
    public void AddOpenAICompatible_AddressFromConfiguration_IsEnough()
    {
        using var services = Services(
            """{ "InferenceRouting": { "Providers": { "local": { "BaseAddress": "http://localhost:8000/v1", "OmittedFields": ["user"] } } } }""",
            builder => builder.AddOpenAICompatible("local"));

        services.GetRequiredService<RouterRuntime>().Providers.Single(provider => provider.Name == "local").IsReady.Should().BeTrue();
        services.GetRequiredService<IOptionsMonitor<OpenAICompatibleOptions>>().Get("local").OmittedFields.Should().Equal("user");
    }

    [Fact]
    public void AddInferenceRouting_Twice_AddsEachProviderOnce()
    {
        using var services = Services("{}", builder => builder.Services.AddInferenceRouting().AddFireworks(options => options.ApiKey = "fw_x"));

        var providers = services.GetRequiredService<RouterRuntime>().Providers;

        providers.Select(provider => provider.Name).Should().Equal("fireworks-ai", "replicate", "huggingface-router", "hf-inference", "together", "fal-ai");
        providers[0].IsReady.Should().BeTrue();
    }

    [Fact]
    public void AddInferenceRouting_GivenSection_BindsFromIt()
    {
        var configuration = Parse("""{ "Ai": { "CallTimeout": "00:01:00" } }""");
        var services = new ServiceCollection();
        services.AddSingleton<IKeyEnvironment>(new FakeEnvironment());

        services.AddInferenceRouting(configuration.GetSection("Ai"));

        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IOptions<InferenceRoutingOptions>>().Value.CallTimeout.Should().Be(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void CreateClient_MistakeInCode_ThrowsAtOnce() =>
        FluentActions.Invoking(() => InferenceRouting.CreateClient(builder =>
        {
            builder.Services.AddSingleton<IKeyEnvironment>(new FakeEnvironment());
            builder.MapModel("a/b", "nobody");
        })).Should().Throw<InferenceConfigurationException>();
}
