using System.Globalization;
using System.Net.Http.Headers;

namespace ProviderRouter.Resilience;

/// <summary>What an error answer says about trying again. Reads raw headers: the typed property gives null for 0.5, negatives, large values and ISO dates.</summary>
internal static class RetryHints
{
    private const double LongestSeconds = 100 * 365.25 * 86_400; // a century: as good as never, and dates can still be counted with it

    private const double FirstMoment = 1e9; // in 2001
    private const double FirstMomentInMilliseconds = 1e12;

    // HTTP's three forms of a date, and ISO's, which some send; a free parse would take "1,5" for the fifth of January.
    private static readonly string[] DateForms =
        ["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>
    /// How long the provider asks to wait; null when it does not say, or says nothing usable. What was written for this answer comes before what a
    /// counter tells of its window, and a model's estimate comes last.
    /// </summary>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="message">The error's text.</param>
    /// <param name="estimatedSeconds">How long a cold model still loads, where the body tells it.</param>
    /// <param name="isRateLimited">Whether a limit is why it failed. Counters come with every answer, and say nothing of why a server is down.</param>
    /// <param name="now">The time here, for a date in an answer without a date of its own.</param>
    public static TimeSpan? ReadRetryAfter(HttpHeadersNonValidated headers, string message, double? estimatedSeconds, bool isRateLimited, DateTimeOffset now)
    {
        // Counted from the response's own Date where there is one, so that a skewed clock here does no harm.
        var sent = TryDate(First(headers, "Date"), out var date) ? date : now;
        return Usable(Number(First(headers, "retry-after-ms")) / 1000)
            ?? Usable(AfterOf(First(headers, "Retry-After"), sent))
            ?? (isRateLimited ? Usable(RateLimitHints.ReadReset(headers, sent)) : null)
            ?? Usable(WaitWords.Find(message))
            ?? (isRateLimited ? Usable(RateLimitHints.ReadSpent(headers, sent)) : null)
            ?? Usable(estimatedSeconds); // hf-inference, while a model loads
    }

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

    /// <summary>A finite number; null for anything else.</summary>
    public static double? Number(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>Seconds, or how long it is until a moment that is told in seconds or milliseconds since 1970: no wait is as long as those numbers.</summary>
    public static double? SecondsOrMoment(ReadOnlySpan<char> text, DateTimeOffset sent) => Number(text) switch
    {
        >= FirstMomentInMilliseconds and { } milliseconds => (milliseconds - sent.ToUnixTimeMilliseconds()) / 1000,
        >= FirstMoment and { } moment => moment - sent.ToUnixTimeSeconds(),
        var seconds => seconds,
    };

    private static double? AfterOf(string? text, DateTimeOffset sent) =>
        SecondsOrMoment(text, sent) ?? (TryDate(text, out var until) ? (until - sent).TotalSeconds : null);

    private static bool? Truth(string? value) =>
        string.Equals(value, "true", StringComparison.OrdinalIgnoreCase) ? true
        : string.Equals(value, "false", StringComparison.OrdinalIgnoreCase) ? false
        : null;

    private static bool TryDate(string? text, out DateTimeOffset date) =>
        DateTimeOffset.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out date);

    // Zero and less mean nothing, as does what is no number; TimeSpan must not overflow.
    private static TimeSpan? Usable(double? seconds) =>
        seconds is > 0 and < double.PositiveInfinity and { } usable && TimeSpan.FromSeconds(Math.Min(usable, LongestSeconds)) is { Ticks: > 0 } wait ? wait : null;
}
