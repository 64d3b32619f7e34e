using System.Net;

namespace ProviderRouter.Resilience;

/// <summary>What may be done after which failure: phase and kind of the failure against what the exchange does. docs/reliability.md shows it as a table.</summary>
internal static class RetryMatrix
{
    /// <summary>Judges a failure. A read never goes elsewhere: its job or file lives at one provider only.</summary>
    public static RetryVerdict Judge(ProviderException failure, bool retryWhenMaybeExecuted)
    {
        var verdict = failure.Phase switch
        {
            AttemptPhase.Delivering => RetryVerdict.Throw,
            AttemptPhase.Connecting => JudgeConnecting(failure),
            AttemptPhase.AwaitingHead => JudgeAwaitingHead(failure),
            AttemptPhase.ErrorAnswered => JudgeStatus(failure),
            _ => JudgeAnswer(failure),
        };

        if (failure.MaybeExecuted && !retryWhenMaybeExecuted && failure.ExchangeKind != ExchangeKind.Read)
        {
            return RetryVerdict.Throw; // a second one would be a second bill
        }

        verdict = failure.ShouldRetry switch
        {
            false => verdict with { Same = false },
            true when !(failure.ExchangeKind == ExchangeKind.Submit && failure.Phase == AttemptPhase.AwaitingHead) => verdict with { Same = true },
            _ => verdict,
        };

        return failure.ExchangeKind == ExchangeKind.Read ? verdict with { Elsewhere = false } : verdict;
    }

    private static RetryVerdict JudgeConnecting(ProviderException failure) => failure.Kind switch
    {
        ErrorKind.InvalidRequest => RetryVerdict.Throw, // what cannot be sent to one cannot be sent to another
        ErrorKind.LimitExceeded when failure.ErrorCode != ErrorCodes.TooManyWaiting => RetryVerdict.Throw,
        ErrorKind.Unsupported => RetryVerdict.Next,
        _ => failure.ErrorCode == ErrorCodes.Certificate ? RetryVerdict.Next : RetryVerdict.AgainThenNext,
    };

    private static RetryVerdict JudgeAwaitingHead(ProviderException failure) =>
        failure.ExchangeKind == ExchangeKind.Submit ? RetryVerdict.Throw
        : failure.Kind is ErrorKind.BadResponse or ErrorKind.LimitExceeded ? RetryVerdict.Next
        : RetryVerdict.AgainThenNext;

    private static RetryVerdict JudgeStatus(ProviderException failure) => failure.Kind switch
    {
        ErrorKind.RateLimited => RetryVerdict.AgainThenNext,
        ErrorKind.QuotaExceeded or ErrorKind.ModelNotFound or ErrorKind.Unsupported => RetryVerdict.Next,
        ErrorKind.Unavailable when failure.ExchangeKind == ExchangeKind.Submit =>
            failure.StatusCode is HttpStatusCode.ServiceUnavailable or (HttpStatusCode)529 && failure is not { RetryAfter: null, ShouldRetry: not true }
                ? RetryVerdict.AgainThenNext
                : RetryVerdict.Throw,
        ErrorKind.Unavailable => RetryVerdict.AgainThenNext,
        ErrorKind.Timeout or ErrorKind.Unknown when failure.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or (HttpStatusCode)425 =>
            failure.ExchangeKind == ExchangeKind.Submit ? RetryVerdict.Throw : RetryVerdict.AgainThenNext,
        _ => RetryVerdict.Throw, // a 400, a refusal, a wrong key are to be seen, not hidden
    };

    private static RetryVerdict JudgeAnswer(ProviderException failure) => failure.Kind switch
    {
        _ when failure.ExchangeKind == ExchangeKind.Submit => RetryVerdict.Throw,
        ErrorKind.BadResponse or ErrorKind.StreamInterrupted when failure.IsIncomplete => RetryVerdict.AgainThenNext,
        ErrorKind.BadResponse or ErrorKind.ModelNotFound or ErrorKind.Unsupported or ErrorKind.QuotaExceeded => RetryVerdict.Next,
        ErrorKind.Timeout or ErrorKind.Connection or ErrorKind.Unavailable or ErrorKind.RateLimited => RetryVerdict.AgainThenNext,
        ErrorKind.StreamInterrupted => RetryVerdict.Next, // it broke before anything was given to the caller
        _ => RetryVerdict.Throw,
    };
}
