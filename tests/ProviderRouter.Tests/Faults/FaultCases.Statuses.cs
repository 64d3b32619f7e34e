using System.Globalization;

namespace ProviderRouter.Tests.Faults;

/// <summary>A whole answer with an error status: P2.</summary>
internal static partial class FaultCases
{
    private static IReadOnlyList<Fault> Statuses =>
    [
        Passing(408, ErrorKind.Timeout),
        Passing(425, ErrorKind.Unavailable),
        Status(409, ErrorKind.Unknown, "409") with
        {
            Generates = FaultVerdict.OnceMoreThenNext,
            Job = FaultVerdict.Error,
            Reads = FaultVerdict.Again,
        },
        Status(429, ErrorKind.RateLimited, "429") with
        {
            Generates = FaultVerdict.AgainThenNext,
            Job = FaultVerdict.AgainThenNext,
            Reads = FaultVerdict.Again,
        },
        Elsewhere(402, "402", ""),
        Elsewhere(429, "429_without_quota", """{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}""", "insufficient_quota"),
        Elsewhere(403, "403_without_credit", """{"error":"Insufficient credit"}"""),
        Failing(500),
        Failing(502),
        Failing(504),
        Failing(520),
        Failing(524),
        .. new[] { 521, 522, 523, 525, 526, 527 }.Select(static status => Failing(status) with { Image = FaultVerdict.AgainThenNext }),
        Overloaded(503),
        Overloaded(529),
        Overloaded(503, "503_retry_after", "Retry-After: 2") with
        {
            Failure = FaultFailure.Of(503, ErrorKind.Unavailable) with { RetryAfter = TimeSpan.FromSeconds(2) },
            Job = FaultVerdict.AgainThenNext,
            Delay = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2.2)),
        },
        Overloaded(503, "503_should_retry", "x-should-retry: true") with { Job = FaultVerdict.AgainThenNext },
        Overloaded(503, "503_without_fallbacks") with
        {
            Words = "status 503, with `DisableFallbacks`",
            Routing = static options => options.DisableFallbacks = true,
            Generates = FaultVerdict.AgainThenError,
            Reads = null,
        },
        Overloaded(503, "503_without_retries") with
        {
            Words = "status 503, with `Retry:MaxAttemptsPerTarget` 1",
            Routing = static options => options.Retry.MaxAttemptsPerTarget = 1,
            Generates = FaultVerdict.Next,
            Reads = FaultVerdict.Again,
        },
        Refused(401, ErrorKind.Authentication, "the key is refused (401)"),
        Refused(403, ErrorKind.PermissionDenied, "the key may not do this (403)"),
        OptedIn(401, ErrorKind.Authentication),
        OptedIn(403, ErrorKind.PermissionDenied),
        Refused(400, ErrorKind.InvalidRequest, BadRequest) with { Download = FaultVerdict.Error },
        Refused(405, ErrorKind.InvalidRequest, BadRequest) with { Download = FaultVerdict.Error },
        Refused(413, ErrorKind.InvalidRequest, BadRequest) with { Download = FaultVerdict.Error },
        Refused(415, ErrorKind.InvalidRequest, BadRequest),
        Refused(418, ErrorKind.InvalidRequest, BadRequest),
        Refused(422, ErrorKind.InvalidRequest, BadRequest),
        Elsewhere(404, "404", """{"error":{"message":"no such model"}}""", kind: ErrorKind.ModelNotFound) with
        {
            Words = "there is no such model (404, 410)",
            Poll = null,
        },
        Elsewhere(410, "410", "", kind: ErrorKind.ModelNotFound) with { Words = "there is no such model (404, 410)", Poll = null },
        Refused(400, ErrorKind.ContextLengthExceeded, "the request is longer than the model's context", "context_too_long", """{"error":{"message":"too long","code":"context_length_exceeded"}}""", "context_length_exceeded") with { Job = null, Poll = null },
        Refused(400, ErrorKind.ContentFiltered, "the content is refused", "content_refused", ContentFilter, "content_filter"),
        Refused(400, ErrorKind.ContentFiltered, "the content is refused, with `AllowContentPolicyFallback`", "content_refused_opted_in", ContentFilter, "content_filter") with
        {
            Routing = static options => options.AllowContentPolicyFallback = true,
            Generates = FaultVerdict.Next,
        },
        Redirect(301),
        Redirect(302),
        Redirect(303),
        Redirect(307),
        Redirect(308),
        Redirect(304),
    ];

    private const string BadRequest = "the request is refused (400, 405, 413, 415, 422)";
    private const string ContentFilter = """{"error":{"message":"against the policy","code":"content_filter"}}""";

    private static Fault Status(int status, ErrorKind kind, string name, string body = "", string? code = null, params string[] headers) =>
        new($"status_{name}", $"status {status.ToString(CultureInfo.InvariantCulture)}")
        {
            Script = (_, _) => Say(FaultHttp.Json(body, status, headers)),
            Failure = FaultFailure.Of(status, kind, code),
        };

    private static Fault Passing(int status, ErrorKind kind) => Status(status, kind, $"{status}") with
    {
        Words = "status 408, 425",
        Generates = FaultVerdict.AgainThenNext,
        Job = FaultVerdict.Error,
        Reads = FaultVerdict.Again,
    };

    private static Fault Failing(int status) => Status(status, ErrorKind.Unavailable, $"{status}") with
    {
        Words = status is 500 or 502 or 504 or 520 or 524 ? "status 500, 502, 504, 520, 524" : "status 521 to 523, 525 to 527",
        Texts = FaultVerdict.AgainThenNext,
        Image = FaultVerdict.Error,
        Job = FaultVerdict.Error,
        Reads = FaultVerdict.Again,
    };

    private static Fault Overloaded(int status, string? name = null, params string[] headers) => Status(status, ErrorKind.Unavailable, name ?? $"{status}", "", null, headers) with
    {
        Words = headers.Length == 0 ? "status 503, 529" : "status 503, 529, and the server says when to try again",
        Generates = FaultVerdict.AgainThenNext,
        Job = FaultVerdict.Error,
        Reads = FaultVerdict.Again,
    };

    private static Fault Elsewhere(int status, string name, string body, string? code = null, ErrorKind kind = ErrorKind.QuotaExceeded) => Status(status, kind, name, body, code) with
    {
        Words = "the account has no money or quota left",
        Generates = FaultVerdict.Next,
        Job = FaultVerdict.Next,
        Poll = FaultVerdict.Error,
    };

    private static Fault Refused(int status, ErrorKind kind, string words, string? name = null, string body = """{"error":{"message":"no"}}""", string? code = null) =>
        Status(status, kind, name ?? $"{status}", body, code) with
        {
            Words = words,
            Generates = FaultVerdict.Error,
            Job = FaultVerdict.Error,
            Poll = FaultVerdict.Error,
        };

    private static Fault OptedIn(int status, ErrorKind kind) => Refused(status, kind, "the key is refused (401, 403), with `FallbackOnRefusedKey`", $"{status}_opted_in") with
    {
        Routing = static options => options.FallbackOnRefusedKey = true,
        Generates = FaultVerdict.Next,
        Job = FaultVerdict.Next,
    };

    private static Fault Redirect(int status) => new($"redirect_{status}", "a redirect")
    {
        Script = (_, server) => Say(FaultHttp.Json("", status, $"Location: {server.Elsewhere!.Address(path: "v1/stolen")}")),
        Failure = FaultFailure.Of(status, ErrorKind.Blocked),
        Generates = FaultVerdict.Error,
        Job = FaultVerdict.Error,
        Poll = FaultVerdict.Error,
    };
}
