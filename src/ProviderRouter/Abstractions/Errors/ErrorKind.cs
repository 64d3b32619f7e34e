namespace ProviderRouter;

/// <summary>Why a provider failed. New members may come: handle the ones you know and let the others pass.</summary>
public enum ErrorKind
{
    /// <summary>The failure fits no other kind.</summary>
    Unknown,

    /// <summary>An address that the guarded downloader refuses: not https, not public, or too many redirects.</summary>
    Blocked,

    /// <summary>A size or count limit of this library was passed.</summary>
    LimitExceeded,

    /// <summary>The key is known but may not do this.</summary>
    PermissionDenied,

    /// <summary>The prompt is longer than the model's context.</summary>
    ContextLengthExceeded,

    /// <summary>The provider, or the router before it, refused the request as it is.</summary>
    InvalidRequest,

    /// <summary>The key is missing, wrong or expired.</summary>
    Authentication,

    /// <summary>No money or quota is left on the account.</summary>
    QuotaExceeded,

    /// <summary>The provider does not know the model, or does not serve it now.</summary>
    ModelNotFound,

    /// <summary>The provider cannot do what the request needs.</summary>
    Unsupported,

    /// <summary>The provider's content policy refused the prompt or the answer.</summary>
    ContentFiltered,

    /// <summary>Too many requests; see <see cref="ProviderException.RetryAfter"/>.</summary>
    RateLimited,

    /// <summary>A time limit of this library was reached; the error code says which.</summary>
    Timeout,

    /// <summary>The connection could not be made, or broke before the answer's head; the error code says how.</summary>
    Connection,

    /// <summary>The provider failed or is overloaded.</summary>
    Unavailable,

    /// <summary>The provider answered with something that is no valid answer.</summary>
    BadResponse,

    /// <summary>A job was accepted and then failed at the provider.</summary>
    JobFailed,

    /// <summary>A stream broke after it had begun.</summary>
    StreamInterrupted,
}
