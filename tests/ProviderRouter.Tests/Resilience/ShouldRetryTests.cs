using ProviderRouter.Resilience;

namespace ProviderRouter.Tests.Resilience;

/// <summary>Which of a server's words on trying again counts when there are several.</summary>
public sealed class ShouldRetryTests
{
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
        using var answer = new HttpResponseMessage();
        foreach (var header in headers.Split('|'))
        {
            var colon = header.IndexOf(": ", StringComparison.Ordinal);
            answer.Headers.TryAddWithoutValidation(header[..colon], header[(colon + 2)..]);
        }

        RetryHints.ReadShouldRetry(answer.Headers.NonValidated).Should().Be(expected);
    }
}
