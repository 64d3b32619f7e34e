using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.DependencyInjection;

namespace ProviderRouter;

/// <summary>Makes clients without a container.</summary>
public static class InferenceRouting
{
    /// <summary>Makes a client with every built-in provider whose key is found in the environment, <c>.env.local</c> or <c>.env</c> of the current directory.</summary>
    /// <param name="configure">Adds providers, models and rules, as after <c>AddInferenceRouting</c>.</param>
    /// <returns>The client; disposing it closes its connections.</returns>
    /// <exception cref="InferenceConfigurationException">A setting is wrong; all mistakes are listed.</exception>
    public static OwnedInferenceClient CreateClient(Action<IInferenceRoutingBuilder>? configure = null)
    {
        var services = new ServiceCollection();
        var builder = services.AddInferenceRouting();
        configure?.Invoke(builder);
        var provider = services.BuildServiceProvider();
        try
        {
            return new(provider, provider.GetRequiredService<RouterRuntime>());
        }
        catch
        {
            provider.Dispose();
            throw;
        }
    }
}
