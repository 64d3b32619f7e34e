using System.Net;

namespace ProviderRouter;

/// <summary>A provider was asked and failed; <see cref="Kind"/> says why.</summary>
public class ProviderException : InferenceException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="provider">The provider's instance name.</param>
    /// <param name="kind">Why it failed.</param>
    /// <param name="message">Who, what, and what to do; never a key, never a prompt.</param>
    /// <param name="innerException">The cause.</param>
    public ProviderException(string provider, ErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentNullException.ThrowIfNull(provider);
        Provider = provider;
        Kind = kind;
    }

    /// <summary>The instance name of the provider that was asked.</summary>
    public string Provider { get; }

    /// <summary>Why it failed.</summary>
    public ErrorKind Kind { get; }

    /// <summary>The provider's own id of the model; null when none was involved.</summary>
    public string? Model { get; init; }

    /// <summary>The HTTP status; null when no head came.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The provider's own code, or one of <see cref="ErrorCodes"/> for a failure on this side; null when there is none.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The id under which the provider's support finds the request.</summary>
    public string? RequestId { get; init; }

    /// <summary>How long the provider asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The start of the answer's body, at most 4 KiB, with every key scrubbed; null when there was none.</summary>
    public string? ResponseBody { get; init; }

    /// <summary>Whether the provider may have done, and billed, the work although no answer came.</summary>
    public bool MaybeExecuted { get; init; }

    /// <summary>Whether the same request may succeed later without a change.</summary>
    public bool IsTransient => Kind is ErrorKind.RateLimited or ErrorKind.Timeout or ErrorKind.Connection or ErrorKind.Unavailable or ErrorKind.StreamInterrupted;

    /// <summary>How far the exchange had come.</summary>
    internal AttemptPhase Phase { get; init; } = AttemptPhase.ReadingAnswer;

    /// <summary>What the exchange does at the provider; it decides what may be tried after the failure.</summary>
    internal ExchangeKind ExchangeKind { get; init; } = ExchangeKind.Generate;

    /// <summary>Whether the answer's body ended too early, as opposed to being whole and wrong.</summary>
    internal bool IsIncomplete { get; init; }

    /// <summary>The provider's own word on whether to try again; it beats the status.</summary>
    internal bool? ShouldRetry { get; init; }

    /// <summary>Whether nothing was ever sent to the target in this call, because it is blocked: it was no visit.</summary>
    internal bool IsTurnedAway { get; init; }

    /// <summary>Whether this exchange was not sent because the target is blocked.</summary>
    internal bool IsBlocked => ErrorCode is ErrorCodes.CircuitOpen or ErrorCodes.CoolingDown && Phase == AttemptPhase.Connecting && StatusCode is null;
}
