using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers;
using ProviderRouter.Providers.Fal;
using ProviderRouter.Routing;

namespace ProviderRouter.Load;

/// <summary>Makes clients whose providers are the emulator's.</summary>
internal static class LoadClient
{
    /// <summary>The name of the server of OpenAI's protocol, second to every other provider here.</summary>
    public const string Second = "openai-compatible";

    public static OwnedInferenceClient Create(
        EmulatorProcess emulator, Action<InferenceRoutingOptions> configure, Action<IInferenceRoutingBuilder>? add = null, EmulatorProcess? second = null)
    {
        second ??= emulator;
        return InferenceRouting.CreateClient(builder =>
        {
            builder.AddOpenAICompatible(Second, second.Providers[Second].Address, second.Providers[Second].Key);
            add?.Invoke(builder);
            builder.Services.Configure<InferenceRoutingOptions>(options =>
            {
                options.ReadDotEnv = false;
                options.AllowedPrivateHosts.Add(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{emulator.Port}"));
                options.ConfigureProviders((name, provider) => PointAt(emulator, name, provider));
                configure(options);
            });
        });
    }

    private static void PointAt(EmulatorProcess emulator, string name, ProviderOptions provider)
    {
        if (name == Second || !emulator.Providers.TryGetValue(name, out var emulated))
        {
            return;
        }

        provider.BaseAddress = emulated.Address;
        provider.ApiKey = emulated.Key;
        if (provider is FalOptions fal)
        {
            fal.QueueAddress = emulated.Further["queue"];
            fal.RestAddress = emulated.Further["rest"];
        }
    }
}
