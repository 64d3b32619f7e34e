using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.DependencyInjection;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Testing;

/// <summary>Containers with the router and a configuration of JSON, away from the machine's own keys.</summary>
internal static class Configured
{
    public static ServiceProvider Services(string json, Action<IInferenceRoutingBuilder>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IKeyEnvironment>(new FakeEnvironment());
        services.AddSingleton(Parse(json));
        var builder = services.AddInferenceRouting();
        configure?.Invoke(builder);
        return services.BuildServiceProvider();
    }

    /// <summary>One whose every provider speaks to a handler of the test's.</summary>
    public static ServiceProvider Services(string json, Action<IInferenceRoutingBuilder> configure, FakeEnvironment environment, out MockHttpMessageHandler http)
    {
        var services = new ServiceCollection();
        var handler = http = new MockHttpMessageHandler();
        services.AddSingleton<IKeyEnvironment>(environment);
        services.AddSingleton(Parse(json));
        configure(services.AddInferenceRouting());
        foreach (var name in services.Select(service => service.ImplementationInstance).OfType<ProviderDescriptor>().Select(provider => provider.Name).Append("downloads").Distinct().ToList())
        {
            services.AddHttpClient($"ProviderRouter.{name}").ConfigurePrimaryHttpMessageHandler(() => handler);
        }

        return services.BuildServiceProvider();
    }

    public static IConfiguration Parse(string json) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
}
