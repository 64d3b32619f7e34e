namespace ProviderRouter;

/// <summary>How far an exchange had come when it ended.</summary>
public enum AttemptPhase
{
    /// <summary>Nothing of the request left: name look-up, connect, TLS.</summary>
    Connecting,

    /// <summary>Bytes of the request may have left; no complete response head came.</summary>
    AwaitingHead,

    /// <summary>The provider answered with an error.</summary>
    ErrorAnswered,

    /// <summary>The provider accepted; its answer was being read and nothing had been given to the caller.</summary>
    ReadingAnswer,

    /// <summary>Part of the answer had been given to the caller.</summary>
    Delivering,

    /// <summary>The answer came whole.</summary>
    Completed,
}
