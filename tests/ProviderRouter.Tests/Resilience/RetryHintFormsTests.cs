using System.Globalization;
using ProviderRouter.Resilience;

namespace ProviderRouter.Tests.Resilience;

/// <summary>Odd forms of what servers say about trying again, and which word counts when there are several.</summary>
public sealed class RetryHintFormsTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-01-01T00:00:00Z", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("Retry-After:   7  ", 7d)]
    [InlineData("Retry-After: 1e1", 10d)]
    [InlineData("Retry-After: 3|Retry-After: 9", 3d)]
    [InlineData("Retry-After: 86401", 86400d)]
    [InlineData("Retry-After: 86400", 86400d)]
    [InlineData("Retry-After: 2026-01-01T00:00:12.5Z", 12.5)]
    [InlineData("Retry-After: 2026-01-01T01:00:12+01:00", 12d)]
    [InlineData("Retry-After: Thu, 01 Jan 2026 00:00:30 GMT|Date: yesterday", 30d)]
    [InlineData("Retry-After: Thu, 01 Jan 2026 00:00:30 GMT|Date: Thu, 01 Jan 2026 00:01:00 GMT", null)]
    [InlineData("Retry-After: 7|ratelimit-reset: 3", 7d)]
    [InlineData("Retry-After: 0|ratelimit-reset: 3", null)]
    [InlineData("retry-after-ms: soon|Retry-After: 9", 9d)]
    [InlineData("retry-after-ms: 0|Retry-After: 9", null)]
    [InlineData("ratelimit-reset: NaN", null)]
    public void ReadRetryAfter_OddForm_IsReadOrPassedOver(string headers, double? seconds) => Read(headers).Should().Be(Time(seconds));

    [Theory]
    [InlineData("retry in 4 seconds", 4d)]
    [InlineData("RETRY IN 4S", 4d)]
    [InlineData("try again in 0.25s", 0.25)]
    [InlineData("available in 4 minutes", null)]
    [InlineData("in 4 seconds", null)]
    [InlineData("resets in -4 s", null)]
    [InlineData("resets in ~0s", null)]
    public void ReadRetryAfter_Words_AreReadWhereTheyAreSeconds(string message, double? seconds) => Read("", message).Should().Be(Time(seconds));

    [Fact]
    public void ReadRetryAfter_SeveralWords_TheHeaderBeatsTheTextAndTheTextTheEstimate()
    {
        Read("ratelimit-reset: 3", "retry in 4s", 20).Should().Be(Time(3));
        Read("", "retry in 4s", 20).Should().Be(Time(4));
        Read("", "", 20).Should().Be(Time(20));
        Read("", "", 0).Should().BeNull();
        Read("", "", null).Should().BeNull();
    }

    [Theory]
    [InlineData("X-Fal-Retryable: true", true)]
    [InlineData("X-Fal-Needs-Retry: 1", true)]
    [InlineData("X-Fal-Needs-Retry: 0", null)]
    [InlineData("X-Fal-Request-Timeout-Type: user|X-Fal-Retryable: true", false)]
    [InlineData("X-Fal-Request-Timeout-Type: infra|X-Fal-Retryable: true", true)]
    [InlineData("X-Fal-Retryable: false|X-Fal-Needs-Retry: 1", false)]
    [InlineData("x-should-retry: true|X-Fal-Request-Timeout-Type: user", true)]
    [InlineData("x-should-retry: false|X-Fal-Retryable: true", false)]
    [InlineData("x-should-retry: maybe|X-Fal-Retryable: False", false)]
    public void ReadShouldRetry_SeveralWords_TheClearestCounts(string headers, bool? expected)
    {
        using var answer = Answer(headers);

        RetryHints.ReadShouldRetry(answer.Headers.NonValidated).Should().Be(expected);
    }

    private static TimeSpan? Time(double? seconds) => seconds is { } known ? TimeSpan.FromSeconds(known) : null;

    private static TimeSpan? Read(string headers, string message = "", double? estimated = null)
    {
        using var answer = Answer(headers);
        return RetryHints.ReadRetryAfter(answer.Headers.NonValidated, message, estimated, Now);
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
