using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Faults;

/// <summary>What a server says about trying again beats the status: how long to wait, and whether at all.</summary>
internal static partial class FaultCases
{
    private const string TooLong = "the server asks for a longer wait than `Retry:MaxRetryAfter`";
    private const string Waited = "the server says how long to wait";
    private const string Unusable = "the server's word on when to try again is of no use";

    private static IReadOnlyList<Fault> Hints =>
    [
        Wait("seconds", 3, "Retry-After: 3"),
        Wait("decimals", 0.5, "Retry-After: 0.5"),
        Wait("milliseconds", 0.25, "retry-after-ms: 250", "Retry-After: 9"),
        Wait("milliseconds_of_no_use", 9, "retry-after-ms: 0", "Retry-After: 9"),
        Wait("date", 7, $"Date: {FaultHttp.Date(JumpingTime.Beginning)}", $"Retry-After: {FaultHttp.Date(JumpingTime.Beginning.AddSeconds(7))}"),
        Wait("date_of_a_skewed_clock", 7, $"Date: {FaultHttp.Date(JumpingTime.Beginning.AddYears(1))}", $"Retry-After: {FaultHttp.Date(JumpingTime.Beginning.AddYears(1).AddSeconds(7))}"),
        Wait("date_without_date", 7, $"Retry-After: {FaultHttp.Date(JumpingTime.Beginning.AddSeconds(7))}"),
        Wait("iso_date", 7, $"Retry-After: {JumpingTime.Beginning.AddSeconds(7):yyyy-MM-ddTHH:mm:ssZ}"),
        Wait("ratelimit_reset", 4, "ratelimit-reset: 4"),
        Wait("zero_and_reset", 4, "Retry-After: 0", "ratelimit-reset: 4"),
        Wait("in_words", 30) with { Script = static (_, _) => Say(FaultHttp.Json("""{"detail":"Your rate limit resets in ~30s."}""", 429)) },
        Wait("while_a_model_loads", 20) with
        {
            Script = static (_, _) => Say(FaultHttp.Json("""{"error":"Model m is loading","estimated_time":20.0}""", 503)),
            Failure = FaultFailure.Of(503, ErrorKind.Unavailable) with { RetryAfter = TimeSpan.FromSeconds(20) },
        },
        Ignored("negative", "Retry-After: -5"),
        Ignored("zero", "Retry-After: 0"),
        Ignored("not_a_number", "Retry-After: NaN"),
        Ignored("infinite", "Retry-After: Infinity"),
        Ignored("nonsense", "Retry-After: soon"),
        Ignored("comma", "Retry-After: 1,5"),
        Ignored("past_date", $"Date: {FaultHttp.Date(JumpingTime.Beginning)}", $"Retry-After: {FaultHttp.Date(JumpingTime.Beginning.AddSeconds(-7))}"),
        Longer("61_seconds", 61, "Retry-After: 61"),
        Longer("a_number_without_end", 3_155_760_000, "Retry-After: 99999999999999999999"),
        Longer("a_date_next_year", 365 * 86_400, $"Date: {FaultHttp.Date(JumpingTime.Beginning)}", $"Retry-After: {FaultHttp.Date(JumpingTime.Beginning.AddYears(1))}"),
        new("retry_after_the_call", "the server asks for a longer wait than the call may last")
        {
            Script = static (_, _) => Say(FaultHttp.Json("", 429, "Retry-After: 70")),
            Failure = FaultFailure.Of(429, ErrorKind.RateLimited) with { RetryAfter = TimeSpan.FromSeconds(70) },
            Routing = static options => (options.CallTimeout, options.Retry.MaxRetryAfter) = (TimeSpan.FromSeconds(65), TimeSpan.FromSeconds(120)),
            Generates = FaultVerdict.Next,
            Job = FaultVerdict.Next,
        },
        Hinted("should_not_retry", 503, "x-should-retry: false") with { Words = "status 503, and the server says not to try again", Generates = FaultVerdict.Next },
        Hinted("should_not_retry_fal", 503, "X-Fal-Retryable: false") with { Words = "status 503, and the server says not to try again", Generates = FaultVerdict.Next },
        Hinted("should_not_retry_rate_limit", 429, "x-should-retry: false") with
        {
            Words = "status 429, and the server says not to try again",
            Failure = FaultFailure.Of(429, ErrorKind.RateLimited),
            Generates = FaultVerdict.Next,
            Job = FaultVerdict.Next,
        },
        Hinted("should_not_retry_timeout_of_the_user", 504, "X-Fal-Request-Timeout-Type: user", "X-Fal-Retryable: true") with
        {
            Words = "status 504, and the server says not to try again",
            Texts = FaultVerdict.Next,
        },
        Hinted("should_retry", 400, "x-should-retry: true") with
        {
            Words = "a refusal, and the server says to try again",
            Failure = FaultFailure.Of(400, ErrorKind.InvalidRequest),
            Generates = FaultVerdict.AgainThenError,
            Job = FaultVerdict.AgainThenError,
            Poll = FaultVerdict.Again,
        },
    ];

    private static Fault Wait(string name, double seconds, params string[] headers) => new($"retry_after_{name}", Waited)
    {
        Script = (_, _) => Say(FaultHttp.Json("", 429, headers)),
        Failure = FaultFailure.Of(429, ErrorKind.RateLimited) with { RetryAfter = TimeSpan.FromSeconds(seconds) },
        Chat = FaultVerdict.Again,
        Stream = FaultVerdict.Again,
        Image = FaultVerdict.Again,
        Job = FaultVerdict.Again,
        Poll = FaultVerdict.Again,
        Delay = (TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds + Math.Min(1, seconds / 10) + 0.001)),
    };

    private static Fault Ignored(string name, params string[] headers) => new($"retry_after_{name}", Unusable)
    {
        Script = (_, _) => Say(FaultHttp.Json("", 429, headers)),
        Failure = FaultFailure.Of(429, ErrorKind.RateLimited),
        Chat = FaultVerdict.Again,
        Job = FaultVerdict.Again,
        Poll = FaultVerdict.Again,
    };

    private static Fault Longer(string name, double seconds, params string[] headers) => new($"retry_after_{name}", TooLong)
    {
        Script = (_, _) => Say(FaultHttp.Json("", 429, headers)),
        Failure = FaultFailure.Of(429, ErrorKind.RateLimited) with { RetryAfter = TimeSpan.FromSeconds(seconds) },
        Chat = FaultVerdict.Next,
        Stream = FaultVerdict.Next,
        Image = FaultVerdict.Next,
        Job = FaultVerdict.Next,
    };

    private static Fault Hinted(string name, int status, params string[] headers) => new(name, "")
    {
        Script = (_, _) => Say(FaultHttp.Json("", status, headers)),
        Failure = FaultFailure.Of(status, ErrorKind.Unavailable),
        Job = FaultVerdict.Error,
    };
}
