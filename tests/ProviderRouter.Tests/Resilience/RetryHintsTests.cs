using System.Globalization;
using CsCheck;
using ProviderRouter.Resilience;

namespace ProviderRouter.Tests.Resilience;

/// <summary>What servers say about waiting, in all their dialects.</summary>
public sealed class RetryHintsTests
{
    private static readonly string[] Names =
        ["Retry-After", "retry-after-ms", "Date", "ratelimit-reset", "ratelimit", "x-ratelimit-reset", "x-ratelimit-reset-tokens", "x-ratelimit-remaining-tokens", "x-should-retry", "X-Fal-Retryable"];

    private static readonly Gen<string> Value = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 0, 40],
        Gen.String[Gen.Char["0123456789.smhd e+-:;=,rtT"], 0, 30],
        Gen.Double.Select(number => number.ToString(CultureInfo.InvariantCulture)),
        Gen.DateTimeOffset.Select(date => date.ToString("r", CultureInfo.InvariantCulture)));

    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-01-01T00:00:00Z", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("Retry-After: 7", 7d)]
    [InlineData("Retry-After: 0.5", 0.5)]
    [InlineData("retry-after-ms: 250", 0.25)]
    [InlineData("retry-after-ms: 1500|Retry-After: 9", 1.5)]
    [InlineData("Retry-After: Thu, 01 Jan 2026 00:00:30 GMT", 30d)]
    [InlineData("Retry-After: Thu, 01 Jan 2026 10:00:30 GMT|Date: Thu, 01 Jan 2026 10:00:00 GMT", 30d)]
    [InlineData("Retry-After: Thursday, 01-Jan-26 00:00:30 GMT", 30d)]
    [InlineData("Retry-After: Thu Jan  1 00:00:30 2026", 30d)]
    [InlineData("Retry-After: 2026-01-01T00:00:12Z", 12d)]
    [InlineData("Retry-After: 172800", 172800d)]
    [InlineData("Retry-After: 1767225690", 90d)]
    [InlineData("Retry-After: 1767225690000", 90d)]
    [InlineData("Retry-After: 1767225000", null)]
    [InlineData("Retry-After: 99999999999", 3155760000d)]
    [InlineData("ratelimit-reset: 3", 3d)]
    [InlineData("Retry-After: soon|ratelimit-reset: 3", 3d)]
    [InlineData("Retry-After: 0|ratelimit-reset: 3", 3d)]
    [InlineData("retry-after-ms: 0|Retry-After: 9", 9d)]
    [InlineData("retry-after-ms: NaN|Retry-After: 9", 9d)]
    [InlineData("Retry-After: Thu, 01 Jan 2025 00:00:00 GMT|ratelimit-reset: 3", 3d)]
    [InlineData("Retry-After: 1e999", null)]
    [InlineData("Retry-After: 1e-12", null)]
    [InlineData("Retry-After:  7 ", 7d)]
    [InlineData("Retry-After: 0", null)]
    [InlineData("Retry-After: -5", null)]
    [InlineData("Retry-After: NaN", null)]
    [InlineData("Retry-After: Infinity", null)]
    [InlineData("Retry-After: 1,5", null)]
    [InlineData("Retry-After: Thu, 01 Jan 2025 00:00:00 GMT", null)]
    [InlineData("", null)]
    public void ReadRetryAfter_Header_IsRead(string headers, double? seconds) =>
        Read(headers).Should().Be(seconds is { } known ? TimeSpan.FromSeconds(known) : null);

    [Theory]
    [InlineData("Your rate limit resets in ~30s.", 30d)]
    [InlineData("Expected available in 1 second.", 1d)]
    [InlineData("Please try again in 2.5s", 2.5)]
    [InlineData("No such thing", null)]
    public void ReadRetryAfter_Words_AreRead(string message, double? seconds) =>
        Read("", message).Should().Be(seconds is { } known ? TimeSpan.FromSeconds(known) : null);

    [Fact]
    public void ReadRetryAfter_EstimateOfAColdModel_ComesLast()
    {
        Read("", "loading", 20).Should().Be(TimeSpan.FromSeconds(20));
        Read("Retry-After: 3", "loading", 20).Should().Be(TimeSpan.FromSeconds(3));
        Read("", "try again in 2s", 20).Should().Be(TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData(double.PositiveInfinity)] // what a JSON reader makes of 1e999
    [InlineData(double.NaN)]
    [InlineData(-1)]
    [InlineData(0)]
    public void ReadRetryAfter_EstimateThatIsNone_IsAbsent(double estimated) => Read("", "loading", estimated).Should().BeNull();

    [Theory]
    [InlineData("x-should-retry: false", false)]
    [InlineData("x-should-retry: TRUE", true)]
    [InlineData("X-Fal-Retryable: false", false)]
    [InlineData("X-Fal-Retryable: true", true)]
    [InlineData("X-Fal-Retryable: true|X-Fal-Request-Timeout-Type: user", false)]
    [InlineData("X-Fal-Needs-Retry: 1", true)]
    [InlineData("X-Fal-Needs-Retry: 1|X-Fal-Retryable: false", false)]
    [InlineData("x-should-retry: true|X-Fal-Retryable: false", true)]
    [InlineData("X-Fal-Request-Timeout-Type: user", false)]
    [InlineData("X-Fal-Request-Timeout-Type: infra", null)]
    [InlineData("x-should-retry: maybe", null)]
    [InlineData("", null)]
    public void ReadShouldRetry_Header_IsTheServersWord(string headers, bool? expected)
    {
        using var answer = Answer(headers);

        RetryHints.ReadShouldRetry(answer.Headers.NonValidated).Should().Be(expected);
    }

    [Fact]
    public void ReadRetryAfter_AnyText_NeverThrowsAndStaysWithinACentury() =>
        Gen.Select(Gen.Int[0, Names.Length - 1].Select(at => Names[at]), Value, Gen.Int[0, Names.Length - 1].Select(at => Names[at]), Value, Gen.OneOf(Gen.String, Value.Select(value => $"try again in {value}")), Gen.Double).Sample(
            (name, value, other, otherValue, message, estimated) =>
            {
                using var answer = new HttpResponseMessage();
                answer.Headers.TryAddWithoutValidation(name, value);
                answer.Headers.TryAddWithoutValidation(other, otherValue);
                answer.Headers.TryAddWithoutValidation("x-ratelimit-remaining-tokens", "0");
                var read = RetryHints.ReadRetryAfter(answer.Headers.NonValidated, message, estimated, isRateLimited: true, Now);
                _ = RetryHints.ReadShouldRetry(answer.Headers.NonValidated);
                return read is null || (read > TimeSpan.Zero && read <= TimeSpan.FromDays(36_525));
            },
            iter: 20_000);

    [Theory]
    [InlineData(30, 0, 30d)]
    [InlineData(30, 1, 31d)]
    [InlineData(5, 1, 5.5)]
    [InlineData(61, 0, null)]
    public void Choose_DemandedWait_IsNeverCutShort(double demanded, double random, double? expected) =>
        RetryDelay.Choose(new(), new("p", ErrorKind.RateLimited, "x") { RetryAfter = TimeSpan.FromSeconds(demanded) }, 0, random)
            .Should().Be(expected is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    /// <summary>A timer cuts parts of milliseconds off, and what opens a tenth of one later would turn the call away.</summary>
    [Theory]
    [InlineData(40_001_234, 0, 4001)]
    [InlineData(40_000_001, 0.0001, 4001)]
    [InlineData(40_000_000, 0, 4000)]
    [InlineData(1, 0, 1)]
    public void Choose_DemandInPartsOfMilliseconds_IsRoundedUp(long ticks, double random, int expected) =>
        RetryDelay.Choose(new(), new("p", ErrorKind.Unavailable, "x") { RetryAfter = TimeSpan.FromTicks(ticks) }, 0, random)
            .Should().Be(TimeSpan.FromMilliseconds(expected));

    [Theory]
    [InlineData(500, 0, 1, 0.25)]
    [InlineData(500, 1, 1, 0.5)]
    [InlineData(500, 9, 1, 8)]
    [InlineData(429, 0, 1, 1)]
    [InlineData(503, 1, 1, 2)]
    [InlineData(500, 0, 0, 0.05)]
    public void Choose_NoHint_GrowsUpToTheCap(int status, int retry, double random, double expected) =>
        RetryDelay.Choose(new(), new("p", ErrorKind.Unavailable, "x") { StatusCode = (System.Net.HttpStatusCode)status }, retry, random).Should().Be(TimeSpan.FromSeconds(expected));

    private static TimeSpan? Read(string headers, string message = "", double? estimated = null)
    {
        using var answer = Answer(headers);
        return RetryHints.ReadRetryAfter(answer.Headers.NonValidated, message, estimated, isRateLimited: true, Now);
    }

    private static HttpResponseMessage Answer(string headers)
    {
        var answer = new HttpResponseMessage();
        foreach (var header in headers.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = header.IndexOf(": ", StringComparison.Ordinal);
            answer.Headers.TryAddWithoutValidation(header[..colon], header[(colon + 2)..]);
        }

        return answer;
    }
}
