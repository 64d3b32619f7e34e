using System.Net.Sockets;
using System.Security.Authentication;

namespace ProviderRouter.Transport;

/// <summary>Says in our words what the network stack threw.</summary>
internal static class TransportFailures
{
    /// <summary>Where and how an exchange without an answer failed.</summary>
    public readonly record struct Cause(AttemptPhase Phase, ErrorKind Kind, string? Code, string Words);

    public static Cause Explain(Exception exception) => exception switch
    {
        // The connect limit of the socket handler shows as a cancellation with this inside.
        OperationCanceledException { InnerException: TimeoutException } =>
            new(AttemptPhase.Connecting, ErrorKind.Timeout, ErrorCodes.ConnectTimeout, "the connection was not made in time"),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
            new(AttemptPhase.Connecting, ErrorKind.Connection, ErrorCodes.Dns, "the host's name has no address; check the network and BaseAddress"),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } secure =>
            IsCertificate(secure)
                ? new(AttemptPhase.Connecting, ErrorKind.Connection, ErrorCodes.Certificate, "the server's certificate is invalid")
                : new(AttemptPhase.Connecting, ErrorKind.Connection, ErrorCodes.Tls, "the TLS handshake failed"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } connection =>
            IsRefused(connection)
                ? new(AttemptPhase.Connecting, ErrorKind.Connection, ErrorCodes.Refused, "the host refused the connection; check that a server runs at BaseAddress")
                : new(AttemptPhase.Connecting, ErrorKind.Connection, ErrorCodes.Reset, "the connection could not be made; check the network and BaseAddress"),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } =>
            new(AttemptPhase.AwaitingHead, ErrorKind.BadResponse, null, "the answer's head is no HTTP"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
            new(AttemptPhase.AwaitingHead, ErrorKind.LimitExceeded, null, "the answer's head is too large"),
        _ => new(AttemptPhase.AwaitingHead, ErrorKind.Connection, ErrorCodes.Reset, "the connection broke"),
    };

    private static bool IsRefused(Exception exception) =>
        exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };

    // Only the text tells a certificate that was rejected from bytes that are no TLS; it is the system's own, or its key where texts were trimmed away.
    private static bool IsCertificate(Exception exception) =>
        exception.InnerException is AuthenticationException { InnerException: null } rejection && rejection.Message.Contains("cert", StringComparison.OrdinalIgnoreCase);
}
