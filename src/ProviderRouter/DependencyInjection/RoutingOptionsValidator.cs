using System.Globalization;
using ProviderRouter.Providers;
using ProviderRouter.Routing;

namespace ProviderRouter.DependencyInjection;

/// <summary>Checks the router's rules; each failure names its path in the configuration and the fix.</summary>
internal static class RoutingOptionsValidator
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public static void Validate(InferenceRoutingOptions options, ConfigurationProblems problems)
    {
        var retry = options.Retry;
        Positive(problems, "Retry:MaxAttemptsPerTarget", retry.MaxAttemptsPerTarget);
        Positive(problems, "Retry:MaxAttempts", retry.MaxAttempts);
        Positive(problems, "Retry:MaxTargets", retry.MaxTargets);
        NotNegative(problems, "Retry:MaxRetryAfter", retry.MaxRetryAfter);
        NotNegative(problems, "Retry:BaseDelay", retry.BaseDelay);
        NotNegative(problems, "Retry:MaxDelay", retry.MaxDelay);
        if (retry.BaseDelay > retry.MaxDelay)
        {
            Add(problems, "Retry:BaseDelay", "is longer than Retry:MaxDelay; make it shorter.");
        }

        ResilienceOptionsValidator.Validate(options, problems);
        if (options.CallTimeout is { } limit && (limit < Shortest || limit > Longest))
        {
            Add(problems, "CallTimeout", "has to lie between 10 milliseconds and 24 hours.");
        }

        foreach (var host in options.AllowedPrivateHosts)
        {
            var colon = host.LastIndexOf(':');
            if (colon <= 0 || host.Contains('/', StringComparison.Ordinal) || !ushort.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
            {
                Add(problems, "AllowedPrivateHosts", $"'{host}' is not of the form host:port.");
            }
        }

        foreach (var (model, candidates) in options.Models)
        {
            if (candidates is not { Count: > 0 })
            {
                Add(problems, $"Models:{model}", "names no provider; write \"provider\" or \"provider:model\". A model with a colon cannot be a key of configuration: map it in code, with MapModel.");
            }
        }

        for (var index = 0; index < options.Patterns.Count; index++)
        {
            if (string.IsNullOrWhiteSpace(options.Patterns[index].Pattern))
            {
                Add(problems, Invariant($"Patterns:{index}:Pattern"), "is empty; write a glob such as \"my-org/*\".");
            }
        }
    }

    /// <summary>Checks that every name in the rules is one that is set up.</summary>
    public static void ValidateNames(
        InferenceRoutingOptions options, ProviderDirectory providers, IReadOnlyList<string> ownResolvers, RoutingConfiguration configuration, ConfigurationProblems problems)
    {
        foreach (var (model, candidates) in options.Models)
        {
            foreach (var candidate in candidates ?? [])
            {
                var colon = candidate.IndexOf(':', StringComparison.Ordinal);
                Known(problems, providers, $"Models:{model}", colon < 0 ? candidate : candidate[..colon]);
            }
        }

        foreach (var (task, route) in options.Tasks)
        {
            if (route.Provider is { } provider)
            {
                Known(problems, providers, $"Tasks:{task}:Provider", provider);
            }
        }

        for (var index = 0; index < options.Patterns.Count; index++)
        {
            Known(problems, providers, Invariant($"Patterns:{index}:Provider"), options.Patterns[index].Provider);
        }

        foreach (var name in configuration.ProviderNames)
        {
            Known(problems, providers, $"Providers:{name}", name);
        }

        if (options.Resolvers is { } order)
        {
            if (order.Count == 0)
            {
                Add(problems, "Resolvers", "is empty; leave it out for the usual chain.");
            }

            foreach (var name in order)
            {
                if (!ResolverChain.BuiltIn.Contains(name, StringComparer.OrdinalIgnoreCase) && !ownResolvers.Contains(name, StringComparer.OrdinalIgnoreCase))
                {
                    Add(problems, "Resolvers", $"there is no resolver '{name}'; there are {string.Join(", ", ResolverChain.BuiltIn.Concat(ownResolvers))}.");
                }
            }
        }
    }

    private static void Known(ConfigurationProblems problems, ProviderDirectory providers, string path, string name)
    {
        if (providers.Find(name) is null)
        {
            Add(problems, path, $"there is no provider '{name}'; there are {string.Join(", ", providers.All.Select(provider => provider.Name))}.");
        }
    }

    private static void Positive(ConfigurationProblems problems, string path, int value)
    {
        if (value < 1)
        {
            Add(problems, path, Invariant($"is {value}; it has to be 1 or more."));
        }
    }

    private static void NotNegative(ConfigurationProblems problems, string path, TimeSpan value)
    {
        if (value < TimeSpan.Zero || value > Longest)
        {
            Add(problems, path, "has to lie between 0 and 24 hours.");
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Add(ConfigurationProblems problems, string path, string problem) => problems.Add($"{RoutingConfiguration.Section}:{path}: {problem}");
}
