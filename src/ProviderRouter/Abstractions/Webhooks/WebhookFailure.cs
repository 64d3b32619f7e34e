namespace ProviderRouter;

/// <summary>Why a webhook was refused.</summary>
public enum WebhookFailure
{
    /// <summary>A header of the signature is missing.</summary>
    MissingHeader,

    /// <summary>A header of the signature came twice.</summary>
    DuplicateHeader,

    /// <summary>A header of the signature is malformed.</summary>
    MalformedHeader,

    /// <summary>It was signed more than five minutes ago, or will be.</summary>
    Expired,

    /// <summary>No signature is by a key that is known: it is forged, or the secret is wrong.</summary>
    WrongSignature,

    /// <summary>It was delivered before.</summary>
    Replayed,

    /// <summary>The body is larger than 1 MiB.</summary>
    TooLarge,

    /// <summary>The signature is right, but the body names no job.</summary>
    MalformedBody,

    /// <summary>The provider's keys could not be fetched, so that nothing can be said of the signature.</summary>
    KeysUnavailable,
}
