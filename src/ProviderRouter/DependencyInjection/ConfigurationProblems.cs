using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace ProviderRouter.DependencyInjection;

/// <summary>Gathers the mistakes of the set-up, so that all are told at once.</summary>
internal sealed partial class ConfigurationProblems
{
    private const int MaxPerSection = 32;
    private readonly List<string> failures = [];

    public IReadOnlyList<string> Failures => failures;

    public void Add(string failure)
    {
        if (!failures.Contains(failure))
        {
            failures.Add(failure);
        }
    }

    /// <summary>Binds a section; the binder stops at its first mistake, so each is noted and taken out until the rest binds.</summary>
    /// <param name="section">The section.</param>
    /// <param name="path">Its full path, for the message.</param>
    /// <param name="ignored">Keys that others read.</param>
    /// <param name="bind">Binds; may have been run in part before.</param>
    public void Bind(IConfiguration section, string path, ReadOnlySpan<string> ignored, Action<IConfiguration> bind)
    {
        var values = section.AsEnumerable(makePathsRelative: true).Where(pair => pair.Value is not null).ToDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (var key in ignored)
        {
            Remove(values, key);
        }

        for (var attempt = 0; attempt < MaxPerSection; attempt++)
        {
            try
            {
                bind(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
                return;
            }
            catch (InvalidOperationException exception)
            {
                if (!TakeOut(values, path, exception))
                {
                    Add($"{path}: {exception.Message}");
                    return;
                }
            }
        }
    }

    private bool TakeOut(Dictionary<string, string?> values, string path, InvalidOperationException exception)
    {
        if (BadValue().Match(exception.Message) is { Success: true } bad)
        {
            Add($"{path}:{bad.Groups["path"].Value}: the value is no {Readable(bad.Groups["type"].Value)}.");
            return Remove(values, bad.Groups["path"].Value);
        }

        var removed = false;
        if (UnknownKeys().Match(exception.Message) is { Success: true } unknown)
        {
            foreach (Match name in Quoted().Matches(unknown.Groups["names"].Value))
            {
                var key = name.Groups[1].Value;
                foreach (var found in values.Keys.Where(candidate => candidate.Split(':').Contains(key, StringComparer.OrdinalIgnoreCase)).ToList())
                {
                    var place = found[..(found.IndexOf(key, StringComparison.OrdinalIgnoreCase) + key.Length)];
                    Add($"{path}:{place}: there is no such setting; check its spelling.");
                    removed |= values.Remove(found);
                }
            }
        }

        return removed;
    }

    private static bool Remove(Dictionary<string, string?> values, string key)
    {
        var removed = values.Remove(key);
        foreach (var below in values.Keys.Where(candidate => candidate.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            removed |= values.Remove(below);
        }

        return removed;
    }

    private static string Readable(string type) => type switch
    {
        _ when type.EndsWith("TimeSpan", StringComparison.Ordinal) => "time span; write hh:mm:ss",
        _ when type.EndsWith("Boolean", StringComparison.Ordinal) => "true or false",
        _ when type.EndsWith("Int32", StringComparison.Ordinal) || type.EndsWith("Int64", StringComparison.Ordinal) => "whole number",
        _ when type.EndsWith("Double", StringComparison.Ordinal) => "number",
        _ when type.EndsWith("Uri", StringComparison.Ordinal) => "address",
        _ => type,
    };

    // The message quotes the value as well, which is not repeated.
    [GeneratedRegex("at '(?<path>[^']+)' to type '(?<type>[^']+)'", RegexOptions.RightToLeft)]
    private static partial Regex BadValue();

    [GeneratedRegex("were not found on the instance of [^:]+: (?<names>'.+')")]
    private static partial Regex UnknownKeys();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();
}
