using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace ProviderRouter.Resilience;

/// <summary>What an error answer says about trying again. Reads raw headers: the typed property gives null for 0.5, negatives, large values and ISO dates.</summary>
internal static partial class RetryHints
{
    /// <summary>How long the provider asks to wait; null when it does not say, or says nothing usable.</summary>
    public static TimeSpan? ReadRetryAfter(HttpHeadersNonValidated headers, string message, double? estimatedSeconds)
    {
        if (ReadNumber(headers, "retry-after-ms") is { } milliseconds)
        {
            return Seconds(milliseconds / 1000);
        }

        if (First(headers, "Retry-After") is { } retryAfter)
        {
            if (TryNumber(retryAfter, out var seconds))
            {
                return Seconds(seconds);
            }

            // Counted from the response's own Date, so that a skewed clock here does no harm.
            if (TryDate(retryAfter, out var until) && TryDate(First(headers, "Date"), out var now))
            {
                return Seconds((until - now).TotalSeconds);
            }
        }

        if (ReadNumber(headers, "ratelimit-reset") is { } reset) // Replicate, seconds
        {
            return Seconds(reset);
        }

        // Replicate writes "Your rate limit resets in ~30s." and "Expected available in 1 second."
        if (WaitInWords().Match(message) is { Success: true } match && TryNumber(match.Groups[1].ValueSpan, out var inWords))
        {
            return Seconds(inWords);
        }

        return estimatedSeconds is { } estimated ? Seconds(estimated) : null; // hf-inference, while a model loads
    }

    /// <summary>The provider's own word on trying again; null when it has none.</summary>
    public static bool? ReadShouldRetry(HttpHeadersNonValidated headers) =>
        Truth(First(headers, "x-should-retry"))
        ?? Truth(First(headers, "X-Fal-Retryable"))
        ?? (First(headers, "X-Fal-Request-Timeout-Type") is "user" ? false : null);

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

    private static double? ReadNumber(HttpHeadersNonValidated headers, string name) =>
        First(headers, name) is { } text && TryNumber(text, out var number) ? number : null;

    private static bool TryNumber(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private static bool TryDate(string? text, out DateTimeOffset date) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date);

    // Zero and less mean nothing; beyond a day nobody waits anyway, and TimeSpan must not overflow.
    private static TimeSpan? Seconds(double seconds) => seconds > 0 ? TimeSpan.FromSeconds(Math.Min(seconds, 86_400)) : null;

    [GeneratedRegex(@"(?:resets|available|try again|retry) in ~?(\d+(?:\.\d+)?)\s*s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WaitInWords();
}
