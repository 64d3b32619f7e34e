using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace ProviderRouter.Resilience;

/// <summary>What an error answer says about trying again. Reads raw headers: the typed property gives null for 0.5, negatives, large values and ISO dates.</summary>
internal static partial class RetryHints
{
    // HTTP's three forms of a date, and ISO's, which some send; a free parse would take "1,5" for the fifth of January.
    private static readonly string[] DateForms =
        ["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>How long the provider asks to wait, by the first of its words that is of use; null when none is.</summary>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="message">The error's text.</param>
    /// <param name="estimatedSeconds">How long a cold model still loads, where the body tells it.</param>
    /// <param name="now">The time here, for a date in an answer without a date of its own.</param>
    public static TimeSpan? ReadRetryAfter(HttpHeadersNonValidated headers, string message, double? estimatedSeconds, DateTimeOffset now) =>
        Seconds(Number(First(headers, "retry-after-ms")) / 1000)
        ?? ReadStandard(headers, now)
        ?? Seconds(Number(First(headers, "ratelimit-reset"))) // Replicate
        ?? Seconds(ReadWords(message))
        ?? Seconds(estimatedSeconds); // hf-inference, while a model loads

    /// <summary>The provider's own word on trying again; null when it has none.</summary>
    public static bool? ReadShouldRetry(HttpHeadersNonValidated headers) =>
        Truth(First(headers, "x-should-retry"))
        ?? (First(headers, "X-Fal-Request-Timeout-Type") is "user" ? (bool?)false : null) // beside it, fal calls the time-out retryable as such
        ?? Truth(First(headers, "X-Fal-Retryable"))
        ?? (First(headers, "X-Fal-Needs-Retry") is "1" ? (bool?)true : null);

    public static string? First(HttpHeadersNonValidated headers, string name)
    {
        if (headers.TryGetValues(name, out var values))
        {
            foreach (var value in values)
            {
                return value.Trim();
            }
        }

        return null;
    }

    private static bool? Truth(string? value) =>
        string.Equals(value, "true", StringComparison.OrdinalIgnoreCase) ? true
        : string.Equals(value, "false", StringComparison.OrdinalIgnoreCase) ? false
        : null;

    private static TimeSpan? ReadStandard(HttpHeadersNonValidated headers, DateTimeOffset now) =>
        First(headers, "Retry-After") is not { } text ? null
        : Number(text) is { } seconds ? Seconds(seconds)
        // Counted from the response's own Date where there is one, so that a skewed clock here does no harm.
        : TryDate(text, out var until) ? Seconds((until - (TryDate(First(headers, "Date"), out var sent) ? sent : now)).TotalSeconds)
        : null;

    // Replicate writes "Your rate limit resets in ~30s." and "Expected available in 1 second."
    private static double? ReadWords(string message) => WaitInWords().Match(message) is { Success: true } match ? Number(match.Groups[1].Value) : null;

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static bool TryDate(string? text, out DateTimeOffset date) =>
        DateTimeOffset.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out date);

    // Zero and less mean nothing; beyond a day nobody waits anyway, and TimeSpan must not overflow.
    private static TimeSpan? Seconds(double? seconds) =>
        seconds is { } number && TimeSpan.FromSeconds(Math.Clamp(number, 0, 86_400)) is var wait && wait > TimeSpan.Zero ? wait : null;

    [GeneratedRegex(@"(?:resets|available|try again|retry) in ~?(\d+(?:\.\d+)?)\s*s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WaitInWords();
}
