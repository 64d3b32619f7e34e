using ProviderRouter.Providers;
using ProviderRouter.Routing;

namespace ProviderRouter.DependencyInjection;

/// <summary>
/// Finds a provider's key: in its options (code, then configuration), in the configuration of a provider that shares it, in the environment,
/// in <c>.env.local</c>, in <c>.env</c>; the first one found wins.
/// </summary>
internal sealed class ApiKeyFinder
{
    private readonly RoutingConfiguration configuration;
    private readonly IKeyEnvironment environment;
    private readonly List<(string Path, IReadOnlyDictionary<string, string> Values)> files = [];

    public ApiKeyFinder(RoutingConfiguration configuration, IKeyEnvironment environment, InferenceRoutingOptions options, ConfigurationProblems problems)
    {
        this.configuration = configuration;
        this.environment = environment;
        if (options.ReadDotEnv)
        {
            var folder = options.ContentRoot ?? configuration.ContentRoot ?? environment.CurrentDirectory;
            foreach (var name in (ReadOnlySpan<string>)[".env.local", ".env"])
            {
                var path = Path.Combine(folder, name);
                files.Add((path, DotEnvFile.Read(path, problems)));
            }
        }
    }

    /// <summary>The key and where it was found; null when there is none.</summary>
    /// <exception cref="InferenceConfigurationException">What was found cannot be a key.</exception>
    public FoundKey? Find(string provider, ProviderOptions options)
    {
        foreach (var (value, source) in Candidates(provider, options))
        {
            if (ApiKeyRules.Normalize(value, source) is { } key)
            {
                return new(key, source);
            }
        }

        return null;
    }

    private IEnumerable<(string? Value, string Source)> Candidates(string provider, ProviderOptions options)
    {
        yield return (options.ApiKey, $"{RoutingConfiguration.PathOf(provider)}:ApiKey");
        foreach (var other in options.SharesApiKeyWith)
        {
            yield return (configuration.Provider(other)?["ApiKey"], $"{RoutingConfiguration.PathOf(other)}:ApiKey");
        }

        foreach (var variable in options.ApiKeyVariables)
        {
            yield return (environment.GetVariable(variable), $"environment variable {variable}");
        }

        foreach (var (path, values) in files)
        {
            foreach (var variable in options.ApiKeyVariables)
            {
                yield return (values.GetValueOrDefault(variable), $"{variable} in {path}");
            }
        }
    }
}

/// <summary>A key and where it was found.</summary>
internal sealed record FoundKey(string Key, string Source)
{
    public override string ToString() => Source;
}
