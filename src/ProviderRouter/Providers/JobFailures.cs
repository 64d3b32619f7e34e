using ProviderRouter.Providers;

namespace ProviderRouter.Protocols.Jobs;

/// <summary>
/// The failures of a job that was accepted. Each carries the handle, with which waiting can go on; none lets another provider be asked, for the
/// work was paid for.
/// </summary>
internal static class JobFailures
{
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

    /// <summary>The provider does not know the job any more.</summary>
    public static JobException Gone(TaskContext context, JobHandle handle, ProviderException cause) =>
        Of(context, handle, cause, ErrorKind.JobFailed, ErrorCodes.JobNotFound, "is not known there any more");

    /// <summary>The job could not be read.</summary>
    public static JobException Lost(TaskContext context, JobHandle handle, ProviderException cause, bool isCanceled) =>
        Of(context, handle, cause, cause.Kind, cause.ErrorCode, isCanceled ? "could not be followed, and was cancelled" : "could not be followed; with its handle one can wait on");

    /// <summary>The job is done, and its result is none.</summary>
    public static JobException Undecodable(TaskContext context, JobHandle handle, ProviderException cause) =>
        Of(context, handle, cause, cause.Kind, cause.ErrorCode, "was done, but its result is no answer");

    private static JobException Of(TaskContext context, JobHandle handle, ProviderException cause, ErrorKind kind, string? code, string words) =>
        new(context.Provider, kind, handle.JobId, $"Provider '{context.Provider}': job '{handle.JobId}' {words}. {cause.Message}", cause)
        {
            Model = context.Model,
            Handle = handle,
            StatusCode = cause.StatusCode,
            ErrorCode = code,
            RequestId = cause.RequestId,
            RetryAfter = cause.RetryAfter,
            ResponseBody = cause.ResponseBody,
            ExchangeKind = ExchangeKind.Read, // a job lives at one provider, so that no other can go on with it
            MaybeExecuted = true,
        };
}
