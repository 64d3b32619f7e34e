using System.Buffers;
using System.Globalization;
using ProviderRouter.Providers;
using ProviderRouter.Routing;

namespace ProviderRouter.DependencyInjection;

/// <summary>Checks the router's rules; each failure names its path in the configuration and the fix.</summary>
internal static class RoutingOptionsValidator
{
    private static readonly SearchValues<char> NotInPairs = SearchValues.Create("/?#@\\*");
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public static void Validate(InferenceRoutingOptions options, ConfigurationProblems problems)
    {
        var retry = options.Retry;
        Within(problems, "Retry:MaxAttemptsPerTarget", retry.MaxAttemptsPerTarget, 10);
        Within(problems, "Retry:MaxAttempts", retry.MaxAttempts, 50);
        Within(problems, "Retry:MaxTargets", retry.MaxTargets, 20);
        Within(problems, "Retry:MaxRetryAfter", retry.MaxRetryAfter, TimeSpan.Zero, Longest);
        Within(problems, "Retry:BaseDelay", retry.BaseDelay, Shortest, TimeSpan.FromMinutes(1));
        Within(problems, "Retry:MaxDelay", retry.MaxDelay, Shortest, Longest);
        if (retry.BaseDelay > retry.MaxDelay && retry.MaxDelay >= Shortest)
        {
            Add(problems, "Retry:BaseDelay", "is longer than Retry:MaxDelay; make it shorter.");
        }

        ResilienceOptionsValidator.Validate(options, problems);
        if (options.CallTimeout is { } limit)
        {
            Within(problems, "CallTimeout", limit, Shortest, Longest);
        }

        foreach (var host in options.AllowedPrivateHosts)
        {
            if (!IsHostAndPort(host))
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

    private static bool IsHostAndPort(string pair)
    {
        var colon = pair.LastIndexOf(':');
        return colon > 0
            && ushort.TryParse(pair.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
            && !pair.AsSpan().ContainsAny(NotInPairs)
            && Uri.TryCreate($"https://{pair}/", UriKind.Absolute, out _);
    }

    private static void Within(ConfigurationProblems problems, string path, int value, int most)
    {
        if (value < 1 || value > most)
        {
            Add(problems, path, Invariant($"is {value}; it has to lie between 1 and {most}."));
        }
    }

    private static void Within(ConfigurationProblems problems, string path, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            Add(problems, path, $"has to lie between {Words(least)} and {Words(most)}.");
        }
    }

    private static string Words(TimeSpan time) => time == TimeSpan.Zero ? "0" : time == Shortest ? "10 milliseconds" : time == Longest ? "24 hours" : Invariant($"{time.TotalSeconds} seconds");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Add(ConfigurationProblems problems, string path, string problem) => problems.Add($"{RoutingConfiguration.Section}:{path}: {problem}");
}
