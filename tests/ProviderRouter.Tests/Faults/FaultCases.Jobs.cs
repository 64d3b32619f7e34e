namespace ProviderRouter.Tests.Faults;

/// <summary>Jobs: created once, and followed whatever the polls say.</summary>
internal static partial class FaultCases
{
    private static IReadOnlyList<Fault> Jobs =>
    [
        Polled("unknown_status", "a status that is not known", JobOperation.Prediction("reticulating"), FaultVerdict.Again) with { Failure = null },
        Polled("job_failed", "the job fails", JobOperation.Prediction("failed", error: "\"out of memory\""), FaultVerdict.Error, ErrorKind.JobFailed),
        Polled("job_canceled", "the job is cancelled at the provider", JobOperation.Prediction("canceled"), FaultVerdict.Error, ErrorKind.JobFailed, ErrorCodes.JobCanceled),
        Polled("job_aborted", "the job is cancelled at the provider", JobOperation.Prediction("aborted"), FaultVerdict.Error, ErrorKind.JobFailed, ErrorCodes.JobCanceled) with { NeverRan = true },
        Polled("job_without_output", "the job is done without a result", JobOperation.Prediction("succeeded"), FaultVerdict.Error, ErrorKind.JobFailed),
        Polled("job_refused", "the job's content is refused", JobOperation.Prediction("failed", error: "\"NSFW content detected\""), FaultVerdict.Error, ErrorKind.ContentFiltered),
        Polled("job_refused_opted_in", "the job's content is refused, with `AllowContentPolicyFallback`", JobOperation.Prediction("failed", error: "\"NSFW content detected\""), FaultVerdict.Error, ErrorKind.ContentFiltered) with
        {
            Routing = static options => options.AllowContentPolicyFallback = true,
        },
        Polled("job_gone", "the job is not known any more", "", FaultVerdict.Error, ErrorKind.JobFailed, ErrorCodes.JobNotFound) with
        {
            Script = static (_, _) => Say(FaultHttp.Json("", 410)),
            Failure = new(ErrorKind.JobFailed, AttemptPhase.ErrorAnswered, ErrorCodes.JobNotFound, 410),
            IsReplicates = false,
        },
    ];

    private static Fault Polled(string name, string words, string prediction, FaultVerdict verdict, ErrorKind kind = default, string? code = null) => new(name, words)
    {
        Script = (_, _) => Say(FaultHttp.Json(prediction)),
        Failure = new(kind, AttemptPhase.ReadingAnswer, code),
        Poll = verdict,
        IsReplicates = true,
    };
}
