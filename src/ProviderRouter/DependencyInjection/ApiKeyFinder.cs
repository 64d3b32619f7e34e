using ProviderRouter.Providers;
using ProviderRouter.Routing;

namespace ProviderRouter.DependencyInjection;

/// <summary>
/// Finds a provider's key, where no source gives it: in its options (code, then configuration), in the configuration of a provider that shares it, in the environment,
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

    /// <summary>Whether the application set the key itself; one of the configuration stands in the same option.</summary>
    public bool IsSetInCode(string provider, ProviderOptions options) =>
        !string.IsNullOrWhiteSpace(options.ApiKey) && options.ApiKey != configuration.Provider(provider)?["ApiKey"];

    private IEnumerable<(string? Value, string Source)> Candidates(string provider, ProviderOptions options)
    {
        yield return (options.ApiKey, $"{RoutingConfiguration.PathOf(provider)}:ApiKey");
        foreach (var other in options.SharesApiKeyWith)
        {
            yield return (configuration.Provider(other)?["ApiKey"], $"{RoutingConfiguration.PathOf(other)}:ApiKey");
        }

        foreach (var variable in options.ApiKeyVariables)
        {
            yield return (Join(variable, environment.GetVariable), $"environment variable {variable}");
        }

        foreach (var file in files)
        {
            foreach (var variable in options.ApiKeyVariables)
            {
                ReportMalformed(file, variable);
                yield return (Join(variable, file.Values.GetValueOrDefault), $"{variable} in {file.Path}");
            }
        }
    }

    // A key in parts, of which none may be missing.
    private static string? Join(string variable, Func<string, string?> read)
    {
        if (!variable.Contains(':', StringComparison.Ordinal))
        {
            return read(variable);
        }

        string?[] parts = [.. variable.Split(':').Select(name => read(name)?.Trim())];
        return Array.TrueForAll(parts, static part => !string.IsNullOrEmpty(part)) ? string.Join(':', parts) : null;
    }

    private void ReportMalformed(DotEnvFile file, string variable)
    {
        foreach (var (name, problem) in file.Malformed)
        {
            if (variable.Split(':').Contains(name))
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
