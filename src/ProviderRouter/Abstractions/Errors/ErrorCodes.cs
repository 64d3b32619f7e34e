namespace ProviderRouter;

/// <summary>Values of <see cref="ProviderException.ErrorCode"/> for failures on this side of the wire; others are the provider's own.</summary>
public static class ErrorCodes
{
    /// <summary>The connection was not made in time.</summary>
    public const string ConnectTimeout = "connect_timeout";

    /// <summary>The stream's first event did not come in time.</summary>
    public const string FirstEventTimeout = "first_event_timeout";

    /// <summary>The stream, or a body, fell silent.</summary>
    public const string IdleTimeout = "idle_timeout";

    /// <summary>One exchange took too long.</summary>
    public const string AttemptTimeout = "attempt_timeout";

    /// <summary>The whole call took too long.</summary>
    public const string CallTimeout = "call_timeout";

    /// <summary>The host's name has no address.</summary>
    public const string Dns = "dns";

    /// <summary>The host refused the connection.</summary>
    public const string Refused = "refused";

    /// <summary>The connection broke.</summary>
    public const string Reset = "reset";

    /// <summary>The TLS handshake failed.</summary>
    public const string Tls = "tls";

    /// <summary>The server's certificate is invalid; validation is never switched off.</summary>
    public const string Certificate = "certificate";

    /// <summary>Nothing was sent: the target failed too often, and its circuit is open.</summary>
    public const string CircuitOpen = "circuit_open";

    /// <summary>Nothing was sent: the provider asked not to be asked for a while.</summary>
    public const string CoolingDown = "cooling_down";

    /// <summary>Nothing was sent: too many calls wait for the target already.</summary>
    public const string TooManyWaiting = "too_many_waiting";

    /// <summary>The job did not end in time; it was cancelled at the provider.</summary>
    public const string JobTimeout = "job_timeout";

    /// <summary>The job was cancelled or aborted at the provider.</summary>
    public const string JobCanceled = "job_canceled";

    /// <summary>The provider does not know the job any more.</summary>
    public const string JobNotFound = "job_not_found";

    /// <summary>The address of the output has expired.</summary>
    public const string OutputExpired = "output_expired";
}
