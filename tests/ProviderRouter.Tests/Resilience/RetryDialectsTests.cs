using System.Globalization;
using System.Net;
using System.Text;
using ProviderRouter.Providers.Fal;
using ProviderRouter.Providers.Together;
using ProviderRouter.Resilience;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Resilience;

/// <summary>What each provider's refusals say about waiting, as whole answers: status, headers and body.</summary>
public sealed class RetryDialectsTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-01-01T00:00:00Z", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("x-ratelimit-remaining-requests: 0|x-ratelimit-reset-requests: 1s", 1d)]
    [InlineData("x-ratelimit-remaining-requests: 0|x-ratelimit-reset-requests: 6m0s", 360d)]
    [InlineData("x-ratelimit-remaining-tokens: 0|x-ratelimit-reset-tokens: 7.66s", 7.66)]
    [InlineData("x-ratelimit-remaining-tokens: 0|x-ratelimit-reset-tokens: 120ms", 0.12)]
    [InlineData("x-ratelimit-remaining-tokens: 0|x-ratelimit-reset-tokens: 2m59.56s", 179.56)]
    [InlineData("x-ratelimit-remaining-tokens: 0|x-ratelimit-reset-tokens: 1h2m3s", 3723d)]
    [InlineData("x-ratelimit-remaining-tokens: 0|x-ratelimit-reset-tokens: 12", 12d)]
    [InlineData("x-ratelimit-remaining-tokens-generated: 0|x-ratelimit-reset-tokens-generated: 3s", 3d)]
    [InlineData("x-ratelimit-remaining-requests: 0|x-ratelimit-reset-requests: 1s|x-ratelimit-remaining-tokens: 0|x-ratelimit-reset-tokens: 9s", 9d)]
    [InlineData("x-ratelimit-remaining-requests: 5|x-ratelimit-reset-requests: 1s|x-ratelimit-remaining-tokens: 0|x-ratelimit-reset-tokens: 9s", 9d)]
    [InlineData("x-ratelimit-remaining-requests: 5|x-ratelimit-reset-requests: 1s", null)]
    [InlineData("x-ratelimit-reset-requests: 1s", null)]
    [InlineData("x-ratelimit-remaining-requests: 0|x-ratelimit-reset-requests: 0s", null)]
    [InlineData("x-ratelimit-remaining-requests: 0|x-ratelimit-reset-requests: -1s", null)]
    [InlineData("x-ratelimit-remaining-requests: 0|x-ratelimit-reset-requests: soon", null)]
    [InlineData("x-ratelimit-remaining-requests: 0|x-ratelimit-reset-requests: 1s and more", null)]
    [InlineData("x-ratelimit-remaining-requests: 0|x-ratelimit-reset-requests: 6m0s|Retry-After: 2", 2d)]
    public void OpenAI_LimitThatIsSpent_TellsItsReset(string headers, double? seconds) => Read(429, headers, "{}").Should().Be(Time(seconds));

    [Theory]
    [InlineData("Rate limit reached for model `m`. Please try again in 1m30.5s. Visit our site.", 90.5)]
    [InlineData("Rate limit reached. Please try again in 20ms.", 0.02)]
    [InlineData("Rate limit reached. Please try again in 6m0s.", 360d)]
    [InlineData("Please retry in 33.4s.", 33.4)]
    [InlineData("Please retry after 7 seconds.", 7d)]
    [InlineData("Try again in 2 minutes 5 seconds", 125d)]
    [InlineData("Please try again in 5 steps.", null)]
    [InlineData("Please try again in a while, or retry in 3s.", 3d)]
    [InlineData("Please try again in 99999999999999999999999999999999h", 3_155_760_000d)]
    public void OpenAI_Words_TellTheWaitBeforeTheCounterDoes(string message, double? seconds)
    {
        const string Counter = "x-ratelimit-remaining-tokens: 0|x-ratelimit-reset-tokens: 59s";
        var body = $$$"""{"error":{"message":"{{{message}}}","type":"tokens","code":"rate_limit_exceeded"}}""";

        Read(429, "", body).Should().Be(Time(seconds));
        Read(429, Counter, body).Should().Be(Time(seconds ?? 59));
    }

    [Theory]
    [InlineData("\"api\";r=0;t=55", 55d)]
    [InlineData("\"api\"; r=0; t=55", 55d)]
    [InlineData("\"api\";r=3;t=55", null)]
    [InlineData("\"api\";r=3;t=55, \"pages\";r=0;t=7", 7d)]
    [InlineData("\"api\";r=0;t=5, \"pages\";r=0;t=7", 7d)]
    [InlineData("\"api\";r=0", null)]
    [InlineData("\"api\";r=0;t=NaN", null)]
    [InlineData(";;,;=", null)]
    public void HuggingFace_RateLimitPolicies_TellTheLongestThatIsSpent(string value, double? seconds) =>
        Read(429, $"ratelimit: {value}|ratelimit-policy: \"fixed window\";\"api\";q=500;w=300", "{}").Should().Be(Time(seconds));

    [Fact]
    public void HuggingFace_ColdModel_TellsHowLongItLoads()
    {
        Read(503, "", """{"error":"Model acme/m is currently loading","estimated_time":20.5}""").Should().Be(Time(20.5));
        Read(503, "", """{"error":"Model acme/m is currently loading","estimated_time":1e999}""").Should().BeNull();
    }

    [Theory]
    [InlineData("ratelimit-remaining: 0|ratelimit-reset: 12", """{"title":"Request was throttled","detail":"Your rate limit resets in ~30s.","status":429}""", 12d)]
    [InlineData("", """{"title":"Request was throttled","detail":"Request was throttled. Your rate limit resets in ~30s.","status":429}""", 30d)]
    [InlineData("", """{"detail":"Request was throttled. Expected available in 1 second."}""", 1d)]
    [InlineData("Retry-After: 3|ratelimit-reset: 12", "{}", 3d)]
    public void Replicate_Throttled_TellsItByHeaderThenByWords(string headers, string body, double seconds) => Read(429, headers, body).Should().Be(Time(seconds));

    [Theory]
    [InlineData("x-ratelimit-limit: 10|x-ratelimit-remaining: 9|x-ratelimit-reset: 4", 4d)]
    [InlineData("x-ratelimit-reset: 4|Retry-After: 2", 2d)]
    [InlineData("x-ratelimit-reset: 1767225605", 5d)] // a moment, as other servers write it under the same name
    [InlineData("x-ratelimit-reset: 1767225605000", 5d)]
    [InlineData("x-ratelimit-reset: 1767225000", null)]
    [InlineData("x-ratelimit-reset: 1767229205|Date: Thu, 01 Jan 2026 01:00:00 GMT", 5d)]
    public void Together_DynamicLimit_TellsItsReset(string headers, double? seconds) =>
        Read(429, headers, """{"error":{"message":"Slow down","type":"rate_limit","code":"dynamic_request_limited"}}""", new TogetherErrorReader()).Should().Be(Time(seconds));

    // Replicate and Together count beside every answer: were it taken as a hint, a job whose server broke down would be submitted again.
    [Theory]
    [InlineData("ratelimit-remaining: 599|ratelimit-reset: 1")]
    [InlineData("x-ratelimit-reset: 1")]
    [InlineData("ratelimit: \"api\";r=0;t=55")]
    [InlineData("x-ratelimit-remaining-requests: 0|x-ratelimit-reset-requests: 1s")]
    public void Counters_BesideAFailureOfTheServer_SayNothing(string headers)
    {
        var failure = Fail(503, headers, """{"detail":"Service unavailable"}""");

        failure.RetryAfter.Should().BeNull();
        RetryMatrix.Judge(failure, retryWhenMaybeExecuted: true).Same.Should().BeFalse();
    }

    [Theory]
    [InlineData(504, "X-Fal-Request-Timeout-Type: user|X-Fal-Retryable: true|X-Fal-Error-Type: request_timeout", false)]
    [InlineData(504, "X-Fal-Error-Type: request_timeout", null)]
    [InlineData(503, "X-Fal-Retryable: true", true)]
    [InlineData(500, "X-Fal-Retryable: false", false)]
    [InlineData(500, "X-Fal-Needs-Retry: 1", true)]
    public void Fal_ItsOwnWord_BeatsTheStatus(int status, string headers, bool? retryable) =>
        Fail(status, headers, """{"detail":"It failed","error_type":"internal_error"}""", new FalErrorReader()).ShouldRetry.Should().Be(retryable);

    private static TimeSpan? Time(double? seconds) => seconds is { } known ? TimeSpan.FromSeconds(known) : null;

    private static TimeSpan? Read(int status, string headers, string body, ProviderErrorReader? errors = null) => Fail(status, headers, body, errors).RetryAfter;

    private static ProviderException Fail(int status, string headers, string body, ProviderErrorReader? errors = null)
    {
        using var answer = new HttpResponseMessage((HttpStatusCode)status);
        foreach (var header in headers.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = header.IndexOf(": ", StringComparison.Ordinal);
            answer.Headers.TryAddWithoutValidation(header[..colon], header[(colon + 2)..]);
        }

        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now);
        return new ExchangeFailures("p", "m", ExchangeKind.Submit, errors ?? new ProviderErrorReader(), new SecretScrubber(), [], time).FromStatus(answer, Encoding.UTF8.GetBytes(body));
    }
}
