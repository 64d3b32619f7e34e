namespace ProviderRouter;

/// <summary>What an exchange does at the provider; it decides what may be sent again after which failure.</summary>
public enum ExchangeKind
{
    /// <summary>Reads, or may be repeated without effect: a poll, a list, a download, a cancel, an upload.</summary>
    Read,

    /// <summary>Makes an answer and keeps nothing: chat, a direct image. A second one may be a second bill.</summary>
    Generate,

    /// <summary>Creates something that lives on or bills by itself: a job. Never sent twice unless it was surely refused.</summary>
    Submit,
}
