using System.Text.RegularExpressions;

namespace ProviderRouter.Resilience;

/// <summary>Finds how long to wait in an error's own words.</summary>
internal static partial class WaitWords
{
    /// <summary>Finds the first length of time that a text asks to wait.</summary>
    /// <param name="message">The error's text.</param>
    /// <returns>Seconds; null when it asks for none.</returns>
    public static double? Find(string message)
    {
        foreach (var match in Asked().EnumerateMatches(message))
        {
            var rest = message.AsSpan(match.Index + match.Length);
            if (DurationText.Read(ref rest) is { } seconds)
            {
                return seconds;
            }
        }

        return null;
    }

    // "Your rate limit resets in ~30s.", "Expected available in 1 second.", "Please try again in 1m30.5s.", "Please retry after 7 seconds."
    [GeneratedRegex(@"\b(?:resets?|available|try again|retry)\s+(?:in|after)\s+(?:about\s+)?~?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Asked();
}
