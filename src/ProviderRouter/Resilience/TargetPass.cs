using System.Net;

namespace ProviderRouter.Resilience;

/// <summary>
/// One exchange's way through its target: it waits for a place, is let through or turned away by what is known of the target, and reports
/// once how it ended. A stream keeps its place until it is read.
/// </summary>
internal sealed class TargetPass : IDisposable
{
    private readonly Target target;
    private readonly Lease lease;
    private readonly TargetAdmission admission;

    private TargetPass(Target target, Lease lease, TargetAdmission admission) =>
        (this.target, this.lease, this.admission) = (target, lease, admission);

    /// <summary>Whether too many wait for a place already.</summary>
    public bool IsCrowded => !lease.IsGranted;

    public bool IsAdmitted => admission.IsAdmitted;

    /// <summary>What stands in the way, when it was turned away.</summary>
    public TargetStatus Status => admission.Status;

    public static async ValueTask<TargetPass> EnterAsync(Target target, CancellationToken cancellationToken)
    {
        var lease = await target.Gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var admission = lease.IsGranted ? await target.State.EnterAsync(cancellationToken).ConfigureAwait(false) : default;
            return new(target, lease, admission);
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    /// <summary>An answer came; of a stream, its first event.</summary>
    /// <param name="duration">How long it took.</param>
    /// <param name="paid">What this attempt took from the retry budget; 0 for a first one.</param>
    public ValueTask SucceedAsync(TimeSpan duration, int paid)
    {
        target.Latency.Add(duration);
        return target.State.ReportAsync(admission, new(TargetResult.Succeeded, PayBack: Math.Max(1, paid)), CancellationToken.None);
    }

    /// <summary>No answer came.</summary>
    /// <param name="failure">Why; null when it was given up.</param>
    /// <param name="isLate">Whether it was given up because the call's time was over.</param>
    public ValueTask FailAsync(ProviderException? failure, bool isLate)
    {
        var result = failure is null ? (isLate ? TargetResult.Failed : TargetResult.Neutral) : Judge(failure);
        return target.State.ReportAsync(admission, new(result, failure?.RetryAfter), CancellationToken.None);
    }

    /// <summary>The stream broke after it had begun well.</summary>
    public ValueTask BreakAsync(ProviderException failure) =>
        Judge(failure) == TargetResult.Failed ? target.State.BreakAsync(admission, CancellationToken.None) : ValueTask.CompletedTask;

    public void Dispose() => lease.Dispose();

    // A refusal, a wrong key, an exhausted account or a limit on this side say nothing of the target's health.
    private static TargetResult Judge(ProviderException failure) => failure switch
    {
        { Kind: ErrorKind.RateLimited } => TargetResult.RateLimited,
        { Kind: ErrorKind.LimitExceeded, Phase: not AttemptPhase.AwaitingHead } => TargetResult.Neutral,
        { Phase: AttemptPhase.Connecting } => failure.Kind is ErrorKind.Connection or ErrorKind.Timeout ? TargetResult.Failed : TargetResult.Neutral,
        { Phase: AttemptPhase.AwaitingHead } => TargetResult.Failed,
        { Phase: AttemptPhase.ErrorAnswered, StatusCode: >= HttpStatusCode.InternalServerError } => TargetResult.Failed,
        { Phase: AttemptPhase.ErrorAnswered, StatusCode: < HttpStatusCode.BadRequest, Kind: ErrorKind.Unavailable } => TargetResult.Failed, // an error object under a 200
        { Phase: AttemptPhase.ErrorAnswered } => TargetResult.Neutral,
        _ => failure.Kind is ErrorKind.BadResponse or ErrorKind.StreamInterrupted or ErrorKind.Timeout or ErrorKind.Connection or ErrorKind.Unavailable ? TargetResult.Failed : TargetResult.Neutral,
    };
}
