using System.Globalization;
using System.Text.RegularExpressions;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Replicate.Predictions;

/// <summary>The headers that say how long to wait: <c>Prefer</c> for the answer, <c>Cancel-After</c> for the prediction itself.</summary>
internal static partial class WaitHeaders
{
    private const int Longest = 60;

    /// <summary>The seconds of <c>Prefer: wait=n</c>, at most 60, which is also what no number means; null if the client does not wait.</summary>
    public static int? Wait(Exchange exchange)
    {
        foreach (var preference in exchange.Header("Prefer")?.Split(',', ';', ' ') ?? [])
        {
            // A preference that makes no sense is passed over, as the header's own standard (RFC 7240) has it.
            if (WaitPattern().Match(preference) is { Success: true } match)
            {
                return match.Groups[1].Success ? Math.Min(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), Longest) : Longest;
            }
        }

        return null;
    }

    /// <summary>The span of <c>Cancel-After</c>, such as 90, 30s or 1h30m.</summary>
    public static TimeSpan? CancelAfter(Exchange exchange)
    {
        if (exchange.Header("Cancel-After") is not { } text)
        {
            return null;
        }

        var match = SpanPattern().Match(text.Trim());
        var span = TimeSpan.FromSeconds((Part(match, 1) * 3600) + (Part(match, 2) * 60) + Part(match, 3));
        return match.Success && span >= TimeSpan.FromSeconds(5) && span <= TimeSpan.FromDays(1)
            ? span
            : throw ReplicateErrors.Create(400, "Bad Request", "Cancel-After must be between 5 seconds and 24 hours.");
    }

    private static int Part(Match match, int group) =>
        int.TryParse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"^wait(?:=([1-9][0-9]?))?$")]
    private static partial Regex WaitPattern();

    [GeneratedRegex(@"^(?=\d)(?:(\d{1,5})h)?(?:(\d{1,5})m)?(?:(\d{1,6})s?)?$")]
    private static partial Regex SpanPattern();
}
