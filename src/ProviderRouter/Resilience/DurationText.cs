using System.Buffers;

namespace ProviderRouter.Resilience;

/// <summary>Reads a length of time as servers write it: <c>7.66s</c>, <c>6m0s</c>, <c>120ms</c>, <c>1 minute 30 seconds</c>.</summary>
internal static class DurationText
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");
    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Reads what stands at the beginning of a text, and leaves what follows it.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Seconds; null when the text does not begin with a number and its unit.</returns>
    public static double? Read(ref ReadOnlySpan<char> text)
    {
        double? seconds = null;
        while (ReadPart(ref text) is { } part)
        {
            seconds = (seconds ?? 0) + part;
        }

        return seconds;
    }

    private static double? ReadPart(ref ReadOnlySpan<char> text)
    {
        var part = text.TrimStart(' ');
        var number = part[..LengthOf(part, Digits)];
        var rest = part[number.Length..].TrimStart(' ');
        var unit = rest[..LengthOf(rest, Letters)];
        if (RetryHints.Number(number) is not { } amount || SecondsIn(unit) is not { } factor)
        {
            return null;
        }

        text = rest[unit.Length..];
        return amount * factor;
    }

    private static int LengthOf(ReadOnlySpan<char> text, SearchValues<char> characters) =>
        text.IndexOfAnyExcept(characters) is >= 0 and var end ? end : text.Length;

    private static double? SecondsIn(ReadOnlySpan<char> unit) =>
        Is(unit, "ms", "millisecond", "milliseconds") ? 0.001
        : Is(unit, "s", "sec", "secs", "second", "seconds") ? 1
        : Is(unit, "m", "min", "mins", "minute", "minutes") ? 60
        : Is(unit, "h", "hr", "hrs", "hour", "hours") ? 3_600
        : Is(unit, "d", "day", "days") ? 86_400
        : null;

    private static bool Is(ReadOnlySpan<char> unit, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (unit.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
