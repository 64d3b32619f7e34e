using System.Globalization;
using ProviderRouter.Emulator;
using ProviderRouter.Providers;
using ProviderRouter.Providers.Fal;
using ProviderRouter.Providers.Fireworks;
using ProviderRouter.Providers.HuggingFace;
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
                SetFurtherAddresses(provider, emulated, emulator);
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

    // Each further host as well, so that nothing leaves the machine: what the emulator does not have, it answers with "not found".
    private static void SetFurtherAddresses(ProviderOptions provider, EmulatedProvider emulated, ProviderEmulator emulator)
    {
        switch (provider)
        {
            case FalOptions fal:
                fal.QueueAddress = At(emulated, "queue");
                fal.RestAddress = At(emulated, "rest");
                fal.ApiAddress = At(emulated, "api");
                break;
            case FireworksOptions fireworks:
                fireworks.AudioAddress = At(emulated, "audio");
                fireworks.AudioTurboAddress = At(emulated, "audio-turbo");
                break;
            case HuggingFaceOptions huggingFace:
                huggingFace.HubAddress = At(emulator["huggingface-router"], "hub"); // there is one Hub, whichever part of Hugging Face asks it
                break;
        }
    }

    private static Uri At(EmulatedProvider provider, string name) => provider.Addresses.TryGetValue(name, out var address) ? address : provider.BaseAddress;
}
