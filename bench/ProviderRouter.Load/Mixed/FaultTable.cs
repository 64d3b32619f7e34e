using static ProviderRouter.ErrorKind;
using static ProviderRouter.Load.Mixed.Verdict;

namespace ProviderRouter.Load.Mixed;

/// <summary>Every fault that is dealt, with the outcome that the retry matrix gives it.</summary>
internal static class FaultTable
{
    private const int BeforeContent = 1; // behind the event that only tells the role
    private const int AmidContent = 6;

    public static IReadOnlyList<Fault> All { get; } =
    [
        //                                          text and stream, image at once, job
        Fault.Status(400, InvalidRequest, Throw, Throw, Throw),
        Fault.Status(401, Authentication, Throw, Throw, Throw),
        Fault.Status(402, QuotaExceeded, Next, Next, Next),
        Fault.Status(403, PermissionDenied, Throw, Throw, Throw),
        Fault.Status(404, ModelNotFound, Next, Next, Next),
        Fault.Status(408, ErrorKind.Timeout, Again, Again, Throw),
        Fault.Status(409, Unknown, AgainOnce, AgainOnce, Throw),
        Fault.Status(422, InvalidRequest, Throw, Throw, Throw),
        Fault.Status(429, RateLimited, Again, Again, Again),
        Fault.Status(429, RateLimited, Again, Again, Again, retryAfter: 2),
        Fault.Status(429, RateLimited, Next, Next, Next, retryAfter: MixedRun.MaxRetryAfter + 1),
        Fault.Status(500, Unavailable, Again, Throw, Throw),
        Fault.Status(502, Unavailable, Again, Throw, Throw),
        Fault.Status(503, Unavailable, Again, Again, Throw),
        Fault.Status(503, Unavailable, Again, Again, Again, retryAfter: 1),
        Fault.Status(529, Unavailable, Again, Again, Throw),
        Fault.Status(529, Unavailable, Again, Again, Again, retryAfter: 1),
        Fault.Body("200, a page of HTML", "<html><body>Welcome</body></html>", BadResponse, Next, Throw, Throw),
        Fault.Body("200, broken JSON", "{\"id\": oops}", BadResponse, Next, Throw, Throw),
        Fault.Body("200, JSON without an answer", "{\"greeting\":\"hello\"}", BadResponse, Next, Throw, Throw),
        Fault.Body("200, JSON that ends early", "{\"id\":\"a\",\"choices\":[{\"ind", BadResponse, AgainOnce, Throw, Throw),
        Fault.Body("200, an error object", "{\"error\":{\"message\":\"Slow down.\",\"code\":\"rate_limit_exceeded\"}}", RateLimited, Again, Again, Again),
        new("reset", Connection, Wire("reset")) { MayHaveRun = true, Verdicts = Fault.For(Again, Again, Throw, Throw) },
        new("no answer", ErrorKind.Timeout, Wire("hang")) { MayHaveRun = true, Verdicts = Fault.For(Throw, Again, Throw, Throw) },
        new("slow", Unknown, Wire("slow", ("delay", 1000))) { MayHaveRun = true, Verdicts = Fault.For(Pass, Pass, Pass, Pass) },
        new("body cut", BadResponse, Wire("cut", ("abort", true)))
        {
            MayHaveRun = true,
            Verdicts = new Dictionary<WorkKind, Verdict>
            {
                [WorkKind.Chat] = AgainOnce,
                [WorkKind.Embeddings] = AgainOnce,
                [WorkKind.Image] = Throw,
                [WorkKind.Job] = Throw,
            },
        },
        new("body falls silent", ErrorKind.Timeout, Wire("pause"))
        {
            MayHaveRun = true,
            ComesOnce = true,
            Verdicts = new Dictionary<WorkKind, Verdict>
            {
                [WorkKind.Chat] = AgainOnce,
                [WorkKind.Embeddings] = AgainOnce,
                [WorkKind.Image] = Throw,
                [WorkKind.Job] = Throw,
            },
        },
        Stream("ends before content", StreamInterrupted, AgainOnce, Wire("cut", ("events", BeforeContent))),
        Stream("breaks before content", StreamInterrupted, AgainOnce, Wire("cut", ("events", BeforeContent), ("abort", true))),
        Stream("ends amid content", StreamInterrupted, Throw, Wire("cut", ("events", AmidContent))),
        Stream("breaks amid content", StreamInterrupted, Throw, Wire("cut", ("events", AmidContent), ("abort", true))),
        Stream("error as first event", Unavailable, Again, Wire("stream-error")),
        Stream("error before content", Unavailable, Again, Wire("stream-error", ("events", BeforeContent))),
        Stream("error amid content", StreamInterrupted, Throw, Wire("stream-error", ("events", AmidContent))),
        Stream("silent before content", ErrorKind.Timeout, AgainOnce, Wire("pause", ("events", BeforeContent))),
        Stream("silent amid content", StreamInterrupted, Throw, Wire("pause", ("events", AmidContent))),
    ];

    /// <summary>What the reads of a job (polls, downloads) meet; each of it is to be tried again, so that the job ends well.</summary>
    public static IReadOnlyList<Fault> Reads { get; } =
    [
        Fault.Status(429, RateLimited, Again, Again, Again, retryAfter: 1),
        Fault.Status(500, Unavailable, Again, Again, Again),
        Fault.Status(503, Unavailable, Again, Again, Again),
        new("reset", Connection, Wire("reset")),
        new("body cut", BadResponse, Wire("cut", ("abort", true))),
    ];

    private static Fault Stream(string name, ErrorKind kind, Verdict verdict, Dictionary<string, object> wire) => new(name, kind, wire)
    {
        MayHaveRun = true,
        Verdicts = new Dictionary<WorkKind, Verdict> { [WorkKind.Stream] = verdict },
    };

    private static Dictionary<string, object> Wire(string kind, params (string Name, object Value)[] fields)
    {
        var wire = new Dictionary<string, object> { ["kind"] = kind };
        foreach (var (name, value) in fields)
        {
            wire[name] = value;
        }

        return wire;
    }
}
