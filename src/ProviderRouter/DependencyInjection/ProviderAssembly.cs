using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProviderRouter.Providers;
using ProviderRouter.Resilience;
using ProviderRouter.Transport;

namespace ProviderRouter.DependencyInjection;

/// <summary>Puts one provider together: options, key, address, handler chain, transport.</summary>
internal static class ProviderAssembly
{
    public static ProviderRegistration Build<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(string name, RouterRuntime runtime, Func<ProviderContext<TOptions>, IProvider> create)
        where TOptions : ProviderOptions
    {
        var services = runtime.Services;
        var options = services.GetRequiredService<IOptionsMonitor<TOptions>>().Get(name);
        foreach (var change in runtime.Options.ProviderOverrides)
        {
            change(name, options);
        }

        ProviderOptionsValidator.Validate(name, options, runtime.Options.CallTimeout, runtime.Problems);
        var found = FindKey(name, options, runtime);
        var isReady = found is not null || options.ApiKeySource is not null || !options.RequiresApiKey;
        var scrubber = services.GetRequiredService<SecretScrubber>();
        if (found is not null)
        {
            scrubber.Add(found.Key);
        }

        var key = new ProviderKey(name, found?.Key, runtime.Keys.IsSetInCode(name, options) ? null : options.ApiKeySource, options.RequiresApiKey ? Remedy(name, options) : null, scrubber.Add);
        var targets = new ProviderTargets(services.GetRequiredService<TargetDirectory>(), name, options.BaseAddress?.ToString() ?? "", () => key.Id);
        return new(name, () => Named(name, create(CreateContext(name, options, key, targets, runtime))))
        {
            Targets = targets,
            NotReadyReason = isReady ? null : "it has no key",
            Remedy = isReady ? null : Remedy(name, options),
            KeySource = found?.Source,
        };
    }

    private static IProvider Named(string name, IProvider provider) =>
        string.Equals(provider.Name, name, StringComparison.OrdinalIgnoreCase)
            ? provider
            : throw new InferenceConfigurationException($"The provider that was added as '{name}' calls itself '{provider.Name}'; give it the name of its context.");

    private static FoundKey? FindKey(string name, ProviderOptions options, RouterRuntime runtime)
    {
        try
        {
            return runtime.Keys.Find(name, options);
        }
        catch (InferenceConfigurationException exception)
        {
            runtime.Problems.Add(exception.Message);
            return null;
        }
    }

    private static string Remedy(string name, ProviderOptions options)
    {
        var path = RoutingConfiguration.PathOf(options.SharesApiKeyWith is [var first, ..] ? first : name);
        return options.ApiKeyVariables.Count == 0
            ? $"set {path}:ApiKey"
            : $"set {options.ApiKeyVariables[0]} (environment or .env.local) or {path}:ApiKey";
    }

    private static ProviderContext<TOptions> CreateContext<TOptions>(string name, TOptions options, ProviderKey key, ProviderTargets targets, RouterRuntime runtime)
        where TOptions : ProviderOptions
    {
        var services = runtime.Services;
        var scrubber = services.GetRequiredService<SecretScrubber>();
        foreach (var (header, value) in options.Headers)
        {
            scrubber.AddHeader(header, value);
        }

        var timeProvider = services.GetRequiredService<TimeProvider>();
        var inner = services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(ProviderHttpClient.NameOf(name));
        var downloader = services.GetRequiredService<MediaDownloader>();
        var retry = new RetryPipeline(runtime.Options.Retry, runtime.Options.RetryBudget, timeProvider);
        return new(name, options, downloader, timeProvider, services.GetRequiredService<OpenJobs>(), runtime.Offers, CreateTransport)
        {
            Partners = [.. services.GetServices<RoutedPartner>()],
        };

        ProviderTransport CreateTransport(ProviderErrorReader errors, Uri? baseAddress)
        {
            var address = new ProviderAddress(name, baseAddress ?? options.BaseAddress!);
            var channel = new ProviderChannel
            {
                Provider = name,
                Options = options,
                Address = address,
                Key = key,
                Invoker = new HttpMessageInvoker(new ApiKeyHandler(address, key, options) { InnerHandler = inner }, disposeHandler: false),
                Retry = retry,
                Targets = targets,
                Downloader = downloader,
                Scrubber = scrubber,
                TimeProvider = timeProvider,
            };
            return new(channel, errors);
        }
    }
}
