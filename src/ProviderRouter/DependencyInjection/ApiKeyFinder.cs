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
    private readonly ConfigurationProblems problems;
    private readonly List<DotEnvFile> files = [];

    public ApiKeyFinder(RoutingConfiguration configuration, IKeyEnvironment environment, InferenceRoutingOptions options, ConfigurationProblems problems)
    {
        this.configuration = configuration;
        this.environment = environment;
        this.problems = problems;
        if (options.ReadDotEnv)
        {
            var folder = options.ContentRoot ?? configuration.ContentRoot ?? environment.CurrentDirectory;
            var own = DotEnvFile.Read(Path.Combine(folder, ".env.local"), problems);
            foreach (var (_, problem) in own.Malformed)
            {
                problems.Add(problem);
            }

            files.Add(own);
            files.Add(DotEnvFile.Read(Path.Combine(folder, ".env"), problems)); // other programs' too: only lines that name our variables concern us
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

        foreach (var file in files)
        {
            foreach (var variable in options.ApiKeyVariables)
            {
                ReportMalformed(file, variable);
                yield return (file.Values.GetValueOrDefault(variable), $"{variable} in {file.Path}");
            }
        }
    }

    private void ReportMalformed(DotEnvFile file, string variable)
    {
        foreach (var (name, problem) in file.Malformed)
        {
            if (name == variable)
            {
                problems.Add(problem);
            }
        }
    }
}

/// <summary>A key and where it was found.</summary>
internal sealed record FoundKey(string Key, string Source)
{
    public override string ToString() => Source;
}
