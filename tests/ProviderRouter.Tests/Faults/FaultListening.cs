namespace ProviderRouter.Tests.Faults;

/// <summary>How a server takes connections.</summary>
internal enum FaultListening
{
    Accepting,

    /// <summary>The port is closed.</summary>
    Refusing,

    /// <summary>The system makes the connection, and nobody answers.</summary>
    Ignoring,

    /// <summary>The queue is full, so that no connection is made.</summary>
    Full,
}
