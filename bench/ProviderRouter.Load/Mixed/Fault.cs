using System.Globalization;

namespace ProviderRouter.Load.Mixed;

/// <summary>One way for an answer to go wrong, and what has to become of the call.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Kind">The kind of the failure when the call fails by it.</param>
/// <param name="Wire">What is asked of the emulator.</param>
internal sealed record Fault(string Name, ErrorKind Kind, IReadOnlyDictionary<string, object> Wire)
{
    /// <summary>Whether the provider may have done the work, so that paid work must not be asked for again.</summary>
    public bool MayHaveRun { get; init; }

    /// <summary>What becomes of each kind of work; a kind that is not named never meets the fault.</summary>
    public IReadOnlyDictionary<WorkKind, Verdict> Verdicts { get; init; } = new Dictionary<WorkKind, Verdict>();

    /// <summary>Whether the matrix leaves open how often the same target is asked, so that the fault comes once only.</summary>
    public bool ComesOnce { get; init; }

    /// <summary>The wait that the answer names, in seconds; null when it names none.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Whether the target is to be left alone by other calls for a while.</summary>
    public bool MakesRest => Kind == ErrorKind.RateLimited;

    /// <summary>The wait that the answer names at Replicate, whose 429 always does, in a header of its own.</summary>
    public int? RetryAfterAtReplicate => RetryAfter ?? (Wire.TryGetValue("status", out var status) && status is 429 ? 1 : null);

    public static Fault Status(int status, ErrorKind kind, Verdict text, Verdict paid, Verdict job, int? retryAfter = null) =>
        new(retryAfter is null ? $"{status}" : $"{status}, Retry-After {retryAfter}", kind, StatusWire(status, retryAfter))
        {
            RetryAfter = retryAfter,
            MayHaveRun = status is 500 or 502 or 504,
            Verdicts = For(text, text, paid, job),
        };

    public static Fault Body(string name, string body, ErrorKind kind, Verdict text, Verdict paid, Verdict job) =>
        new(name, kind, new Dictionary<string, object> { ["kind"] = "status", ["status"] = 200, ["body"] = body })
        {
            MayHaveRun = kind == ErrorKind.BadResponse,
            Verdicts = For(text, text, paid, job),
        };

    /// <summary>The verdicts for chats and embeddings, for streams, for images made at once, and for jobs.</summary>
    public static Dictionary<WorkKind, Verdict> For(Verdict text, Verdict stream, Verdict paid, Verdict job) => new()
    {
        [WorkKind.Chat] = text,
        [WorkKind.Embeddings] = text,
        [WorkKind.Stream] = stream,
        [WorkKind.Image] = paid,
        [WorkKind.Job] = job,
    };

    private static Dictionary<string, object> StatusWire(int status, int? retryAfter)
    {
        var wire = new Dictionary<string, object> { ["kind"] = "status", ["status"] = status };
        if (retryAfter is { } seconds)
        {
            wire["headers"] = new Dictionary<string, string> { ["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture) };
        }

        return wire;
    }
}
