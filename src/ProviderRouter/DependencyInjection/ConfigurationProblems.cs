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
                if (!TakeOut(values, path, exception, bind))
                {
                    Add($"{path}: {exception.Message}");
                    return;
                }
            }
        }
    }

    private bool TakeOut(Dictionary<string, string?> values, string path, InvalidOperationException exception, Action<IConfiguration> bind)
    {
        if (BadValue().Match(exception.Message) is { Success: true } bad)
        {
            Add($"{path}:{bad.Groups["path"].Value}: the value is no {Readable(bad.Groups["type"].Value)}.");
            return Remove(values, bad.Groups["path"].Value);
        }

        if (UnknownKeys().Match(exception.Message) is not { Success: true } unknown)
        {
            return false;
        }

        // The message tells the keys, not where they stand: the right place is the one without which the binder says something else.
        var key = Quoted().Match(unknown.Groups["names"].Value).Groups[1].Value;
        var places = PlacesOf(values.Keys, key);
        foreach (var place in places)
        {
            var without = new Dictionary<string, string?>(values, StringComparer.OrdinalIgnoreCase);
            Remove(without, place);
            if (Complaint(bind, without) != exception.Message)
            {
                return TakeOut(values, path, place);
            }
        }

        // Wrong in several places, or none of them would have made a difference.
        var removed = false;
        foreach (var place in places)
        {
            removed |= TakeOut(values, path, place);
        }

        return removed;
    }

    private bool TakeOut(Dictionary<string, string?> values, string path, string place)
    {
        Add($"{path}:{place}: there is no such setting; check its spelling.");
        return Remove(values, place);
    }

    private static List<string> PlacesOf(IEnumerable<string> paths, string key)
    {
        var places = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in paths)
        {
            var segments = path.Split(':');
            for (var depth = 0; depth < segments.Length; depth++)
            {
                if (string.Equals(segments[depth], key, StringComparison.OrdinalIgnoreCase))
                {
                    places.Add(string.Join(':', segments[..(depth + 1)]));
                }
            }
        }

        return [.. places.OrderBy(place => place.Count(character => character == ':'))];
    }

    private static string? Complaint(Action<IConfiguration> bind, Dictionary<string, string?> values)
    {
        try
        {
            bind(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
            return null;
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
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
