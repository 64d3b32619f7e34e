using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.DependencyInjection;

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

    public static IConfiguration Parse(string json) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
}
