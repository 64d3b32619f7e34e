namespace ProviderRouter.Tests.Faults;

/// <summary>What each failed exchange of a case has to be told as.</summary>
/// <param name="Kind">Why it failed.</param>
/// <param name="Phase">How far it came.</param>
/// <param name="Code">The error code; null when there is none.</param>
/// <param name="Status">The HTTP status; null when no head came.</param>
internal sealed record FaultFailure(ErrorKind Kind, AttemptPhase Phase, string? Code = null, int? Status = null)
{
    /// <summary>Whether an exchange that does something may have done it.</summary>
    public bool MaybeExecuted { get; init; } = Phase is AttemptPhase.AwaitingHead or AttemptPhase.ReadingAnswer or AttemptPhase.Delivering;

    /// <summary>How long the server asks to wait; null when it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static FaultFailure Connecting(string code) => new(ErrorKind.Connection, AttemptPhase.Connecting, code);

    /// <summary>The connection broke before the head was whole.</summary>
    public static FaultFailure Lost { get; } = new(ErrorKind.Connection, AttemptPhase.AwaitingHead, ErrorCodes.Reset);

    /// <summary>An error status.</summary>
    public static FaultFailure Of(int status, ErrorKind kind, string? code = null) =>
        new(kind, AttemptPhase.ErrorAnswered, code, status) { MaybeExecuted = status is 500 or 502 or 504 or 520 or 524 };

    /// <summary>The answer was accepted, and its body broke off.</summary>
    public static FaultFailure Cut { get; } = new(ErrorKind.BadResponse, AttemptPhase.ReadingAnswer, ErrorCodes.Reset, 200);

    /// <summary>The answer is whole, and none.</summary>
    public static FaultFailure Wrong { get; } = new(ErrorKind.BadResponse, AttemptPhase.ReadingAnswer, null, 200);

    /// <summary>The stream broke after its first content.</summary>
    public static FaultFailure Broken(string? code = null) => new(ErrorKind.StreamInterrupted, AttemptPhase.Delivering, code, 200);
}
