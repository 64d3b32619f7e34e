using System.Net.Http.Headers;

namespace ProviderRouter.Resilience;

/// <summary>When a limit lets calls through again, as the counters beside an answer tell it. Seconds throughout; null where nothing is told.</summary>
internal static class RateLimitHints
{
    private const string ResetPrefix = "x-ratelimit-reset-";
    private const string RemainingPrefix = "x-ratelimit-remaining-";

    /// <summary>The reset of the limit that was hit: Replicate's, Hugging Face's, Together's.</summary>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="sent">When the answer was sent, for a reset that is a date.</param>
    public static double? ReadReset(HttpHeadersNonValidated headers, DateTimeOffset sent) =>
        Reset(RetryHints.First(headers, "ratelimit-reset"), sent)
        ?? ReadPolicies(headers)
        ?? Reset(RetryHints.First(headers, "x-ratelimit-reset"), sent);

    /// <summary>
    /// The longest reset of the counters that stand at nothing, as OpenAI, Groq and others name them: <c>x-ratelimit-reset-tokens</c> beside
    /// <c>x-ratelimit-remaining-tokens</c>.
    /// </summary>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="sent">When the answer was sent, for a reset that is a date.</param>
    public static double? ReadSpent(HttpHeadersNonValidated headers, DateTimeOffset sent)
    {
        double? longest = null;
        foreach (var (name, values) in headers)
        {
            if (name.StartsWith(ResetPrefix, StringComparison.OrdinalIgnoreCase)
                && RetryHints.Number(RetryHints.First(headers, $"{RemainingPrefix}{name.AsSpan(ResetPrefix.Length)}")) <= 0)
            {
                foreach (var value in values)
                {
                    longest = Longer(longest, Reset(value, sent));
                }
            }
        }

        return longest;
    }

    // "api";r=0;t=55: of the limits that have nothing left, the one that lasts longest.
    private static double? ReadPolicies(HttpHeadersNonValidated headers)
    {
        double? longest = null;
        if (headers.TryGetValues("ratelimit", out var values))
        {
            foreach (var value in values)
            {
                foreach (var range in value.AsSpan().Split(','))
                {
                    longest = Longer(longest, ResetOfPolicy(value.AsSpan()[range]));
                }
            }
        }

        return longest;
    }

    private static double? ResetOfPolicy(ReadOnlySpan<char> policy)
    {
        double? remaining = null, reset = null;
        foreach (var range in policy.Split(';'))
        {
            var parameter = policy[range].Trim();
            if (parameter.StartsWith("r=", StringComparison.Ordinal))
            {
                remaining = RetryHints.Number(parameter[2..]);
            }
            else if (parameter.StartsWith("t=", StringComparison.Ordinal))
            {
                reset = RetryHints.Number(parameter[2..]);
            }
        }

        return remaining <= 0 ? reset : null;
    }

    // Seconds, a duration (1s, 6m0s, 120ms), or the moment itself, in seconds or milliseconds since 1970.
    private static double? Reset(string? text, DateTimeOffset sent) => RetryHints.SecondsOrMoment(text, sent) ?? WholeDuration(text);

    private static double? WholeDuration(ReadOnlySpan<char> text) =>
        DurationText.Read(ref text) is { } seconds && text.Trim().IsEmpty ? seconds : null;

    private static double? Longer(double? one, double? other) => one > other ? one : other ?? one;
}
