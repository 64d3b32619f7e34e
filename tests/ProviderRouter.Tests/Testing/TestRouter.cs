using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProviderRouter.DependencyInjection;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Testing;

/// <summary>A router whose every provider speaks to one <see cref="MockHttpMessageHandler"/> through the real transport, with made-up keys.</summary>
internal sealed class TestRouter : IDisposable
{
    public const string FireworksKey = "fw_canary_1234567890abcdef";
    public const string ReplicateKey = "r8_canary_1234567890abcdef";
    public const string HuggingFaceKey = "hf_canary_1234567890abcdef";
    public const string FalKey = "fal-canary-1234567890:abcdef1234567890";

    private readonly ServiceProvider services;

    public TestRouter(Action<IInferenceRoutingBuilder>? configure = null, FakeEnvironment? environment = null, TimeProvider? timeProvider = null)
    {
        var collection = new ServiceCollection();
        Environment = environment ?? WithKeys("FIREWORKS_API_TOKEN", "REPLICATE_API_TOKEN", "HF_TOKEN");
        collection.AddSingleton<IKeyEnvironment>(Environment);
        if (timeProvider is not null)
        {
            collection.AddSingleton(timeProvider);
        }

        var builder = collection.AddInferenceRouting();
        configure?.Invoke(builder);
        foreach (var name in collection.Select(service => service.ImplementationInstance).OfType<ProviderDescriptor>().Select(provider => provider.Name).Append("downloads").Distinct().ToList())
        {
            collection.AddHttpClient($"ProviderRouter.{name}").ConfigurePrimaryHttpMessageHandler(() => Http);
        }

        services = collection.BuildServiceProvider();
    }

    public MockHttpMessageHandler Http { get; } = new();

    public FakeEnvironment Environment { get; }

    public IServiceProvider Services => services;

    public IInferenceClient Client => services.GetRequiredService<IInferenceClient>();

    /// <summary>An environment that holds keys.</summary>
    public static FakeEnvironment WithKeys(params string[] variables)
    {
        var environment = new FakeEnvironment();
        foreach (var variable in variables)
        {
            environment.Variables[variable] = variable switch
            {
                "FIREWORKS_API_TOKEN" => FireworksKey,
                "REPLICATE_API_TOKEN" => ReplicateKey,
                "FAL_KEY" => FalKey,
                _ => HuggingFaceKey,
            };
        }

        return environment;
    }

    public void Dispose()
    {
        services.Dispose();
        Http.Dispose();
    }
}
