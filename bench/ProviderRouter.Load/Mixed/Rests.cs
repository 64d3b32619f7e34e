namespace ProviderRouter.Load.Mixed;

/// <summary>
/// When Replicate's target, which all jobs share, was not to be asked, after rate limits: by the clock of the emulator, where a refusal and
/// the requests after it are seen a little before and after the router knows of the one and decides on the other.
/// </summary>
internal sealed class Rests
{
    private const int Unasked = 5; // seconds

    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan TimerError = TimeSpan.FromMilliseconds(2); // by so much a rest ends early, for timers do

    private readonly List<Rest> rests = [];

    public Rests(IEnumerable<Call> calls, ArrivalLog log)
    {
        foreach (var call in calls)
        {
            if (call.Case is { Fault: { MakesRest: true, RetryAfterAtReplicate: var named } })
            {
                var length = TimeSpan.FromSeconds(named ?? Unasked);
                rests.AddRange(log.Of(call).First.Take(call.Case.AtFirst).Select(at => new Rest(call, at, at + length, IsAsked: named is not null)));
            }
        }
    }

    /// <summary>The call whose fault brought about the rest during which a request that arrived at this moment must have been decided on; null for none.</summary>
    /// <param name="at">When it arrived.</param>
    /// <param name="isRetry">Whether its call had asked there before: then only a wait that the target named is in its way.</param>
    public Call? Forbid(DateTimeOffset at, bool isRetry) =>
        rests.Find(rest => (rest.IsAsked || !isRetry) && at - Slack > rest.From + Slack && at < rest.To - TimerError)?.Call;

    /// <summary>Whether a call that decided between two moments to go elsewhere may have done so because of a rest that others brought about.</summary>
    /// <param name="call">The call.</param>
    /// <param name="from">The first moment.</param>
    /// <param name="to">The last.</param>
    /// <param name="isRetry">Whether it had asked there before.</param>
    public bool Explain(Call call, DateTimeOffset from, DateTimeOffset to, bool isRetry) =>
        rests.Exists(rest => rest.Call != call && (rest.IsAsked || !isRetry) && to > rest.From && from < rest.To + Slack);

    /// <summary>Whether a rest may go on for longer than a call waits, from this moment on.</summary>
    public bool MayOutlast(DateTimeOffset at, TimeSpan wait) => rests.Exists(rest => at > rest.From && at + wait < rest.To + Slack + Slack);

    private sealed record Rest(Call Call, DateTimeOffset From, DateTimeOffset To, bool IsAsked);
}
