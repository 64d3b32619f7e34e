using System.Net;

namespace ProviderRouter.Providers;

/// <summary>
/// The failures of a job that was accepted. Each carries the handle, with which waiting can go on; none lets another provider be asked, for the
/// work was paid for.
/// </summary>
internal static class JobFailures
{
    /// <summary>What becomes of a result that is none.</summary>
    public const string Undecodable = "was done, but its result is no answer";

    private static readonly TimeSpan Unseen = TimeSpan.FromSeconds(10);

    /// <summary>The time of the wait is over.</summary>
    public static JobException TimedOut(TaskContext context, JobHandle handle, bool isDone, bool isCanceled, Exception cause)
    {
        var words = isDone ? "was done, but its result had not come when the call's time was over; with its handle one can wait on"
            : isCanceled ? "was not done when the call's time was over, and was cancelled"
            : "was not done when the call's time was over, and goes on there; with its handle one can wait on";
        return new(context.Provider, ErrorKind.Timeout, handle.JobId, $"Provider '{context.Provider}': job '{handle.JobId}' {words}. CallTimeout sets how long a call may take.", cause)
        {
            Model = context.Model,
            Handle = handle,
            ErrorCode = ErrorCodes.JobTimeout,
            ExchangeKind = ExchangeKind.Read, // a job lives at one provider, so that no other can go on with it
            MaybeExecuted = true,
        };
    }

    /// <summary>Whether the provider does not know the job, as opposed to a file of it.</summary>
    public static bool IsGone(Exception cause) =>
        cause is ProviderException { StatusCode: HttpStatusCode.NotFound or HttpStatusCode.Gone, ErrorCode: not ErrorCodes.OutputExpired };

    /// <summary>Whether the provider does not know the job yet: a new one may take a moment to be found.</summary>
    public static bool IsNotThereYet(ProviderException cause, TimeSpan age) => cause.StatusCode == HttpStatusCode.NotFound && age < Unseen;

    /// <summary>Something else went wrong with the job.</summary>
    /// <param name="context">The call.</param>
    /// <param name="handle">The job.</param>
    /// <param name="cause">What went wrong.</param>
    /// <param name="words">What became of the job, without a full stop; not told when the provider does not know it.</param>
    public static JobException Of(TaskContext context, JobHandle handle, Exception cause, string words)
    {
        var failure = cause as ProviderException;
        var isGone = IsGone(cause);
        return new(
            context.Provider,
            isGone ? ErrorKind.JobFailed
            : cause is InferenceConfigurationException ? ErrorKind.Authentication // once it is accepted, only its key can turn wrong
            : failure?.Kind ?? ErrorKind.Unknown,
            handle.JobId,
            $"Provider '{context.Provider}': job '{handle.JobId}' {(isGone ? "is not known there, or not any more." : $"{words}. {WordsOf(cause)}")}",
            cause)
        {
            Model = context.Model,
            Handle = handle,
            StatusCode = failure?.StatusCode,
            ErrorCode = isGone ? ErrorCodes.JobNotFound : failure?.ErrorCode,
            RequestId = failure?.RequestId,
            RetryAfter = failure?.RetryAfter,
            ResponseBody = failure?.ResponseBody,
            ExchangeKind = ExchangeKind.Read, // a job lives at one provider, so that no other can go on with it
            MaybeExecuted = true,
        };
    }

    // The message of a fault that nobody foresaw may hold anything.
    private static string WordsOf(Exception cause) =>
        cause is InferenceException ? cause.Message : $"Its handler failed with {cause.GetType().Name}, which it should not; see the inner exception.";
}
