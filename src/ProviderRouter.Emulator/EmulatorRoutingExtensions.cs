using System.Globalization;
using ProviderRouter.Emulator;
using ProviderRouter.Providers;
using ProviderRouter.Providers.Fireworks;
using ProviderRouter.Routing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Points the router at an emulator; the emulator's one touch with the router.</summary>
public static class EmulatorRoutingExtensions
{
    /// <summary>
    /// Sends every provider that the emulator knows to it, with made-up keys: a real key is never sent there, and keys in the environment are
    /// not looked at. Downloads from the emulator's address are allowed. A provider that the emulator does not know
    /// keeps its own address and key.
    /// </summary>
    /// <param name="options">The router's options.</param>
    /// <param name="emulator">The emulator; it has to outlive the router.</param>
    /// <returns>The same options.</returns>
    public static InferenceRoutingOptions UseEmulator(this InferenceRoutingOptions options, ProviderEmulator emulator)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(emulator);
        var known = emulator.Providers.ToDictionary(provider => provider.Name, StringComparer.OrdinalIgnoreCase);
        options.AllowedPrivateHosts.Add(string.Create(CultureInfo.InvariantCulture, $"{emulator.Address.Host}:{emulator.Address.Port}"));
        options.ReadDotEnv = false;
        options.ConfigureProviders((name, provider) =>
        {
            if (known.TryGetValue(name, out var emulated))
            {
                provider.BaseAddress = emulated.BaseAddress;
                provider.ApiKey = emulated.ApiKey;
                provider.ApiKeySource = null;
                MoveFurtherAddresses(provider, emulated);
            }
        });
        return options;
    }

    /// <summary>Does the same for a router that is being registered.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="emulator">The emulator; it has to outlive the router.</param>
    public static IInferenceRoutingBuilder UseEmulator(this IInferenceRoutingBuilder builder, ProviderEmulator emulator)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(emulator);
        builder.Services.Configure<InferenceRoutingOptions>(options => options.UseEmulator(emulator));
        return builder;
    }

    private static void MoveFurtherAddresses(ProviderOptions options, EmulatedProvider emulated)
    {
        if (options is FireworksOptions fireworks)
        {
            fireworks.AudioAddress = emulated.Addresses["audio"];
            fireworks.AudioTurboAddress = emulated.Addresses["audio-turbo"];
        }
    }
}
