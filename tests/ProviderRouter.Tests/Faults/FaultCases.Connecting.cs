using ProviderRouter.Providers;

namespace ProviderRouter.Tests.Faults;

/// <summary>Nothing of the request leaves: P0.</summary>
internal static partial class FaultCases
{
    private static IReadOnlyList<Fault> Connecting =>
    [
        new("refused", "the port is closed")
        {
            Listening = FaultListening.Refusing,
            Failure = FaultFailure.Connecting(ErrorCodes.Refused),
            Generates = FaultVerdict.AgainThenNext,
            Job = FaultVerdict.AgainThenNext,
        },
        new("connect_timeout", "no connection is made in time")
        {
            Listening = FaultListening.Full,
            Failure = NotInTime,
            Generates = FaultVerdict.AgainThenNext,
            Job = FaultVerdict.AgainThenNext,
            IsTimed = true,
            Options = Impatient,
        },
        new("name_not_found", "the host's name has no address")
        {
            Host = $"{new string('x', 64)}.test", // a label that no resolver sends out
            Failure = FaultFailure.Connecting(ErrorCodes.Dns),
            Generates = FaultVerdict.AgainThenNext,
            Job = FaultVerdict.AgainThenNext,
        },
        new("one_family_refused", "the name has several addresses, and one answers")
        {
            Host = "localhost",
            Generates = FaultVerdict.Answered,
            Job = FaultVerdict.Answered,
        },
        Certificate("certificate_untrusted", FaultReceptions.Untrusted),
        Certificate("certificate_expired", FaultReceptions.Expired),
        Certificate("certificate_of_another", FaultReceptions.WrongHost),
        Handshake("plain_bytes_to_tls", FaultReceptions.PlainToTls),
        Handshake("closed_in_handshake", FaultReceptions.CloseInHandshake),
        Handshake("reset_in_handshake", FaultReceptions.ResetInHandshake),
        Handshake("alert_in_handshake", FaultReceptions.AlertInHandshake),
        new("silent_in_handshake", "no connection is made in time")
        {
            Scheme = "https",
            Reception = FaultReceptions.SilentInHandshake,
            Failure = NotInTime,
            Generates = FaultVerdict.AgainThenNext,
            Job = FaultVerdict.AgainThenNext,
            IsTimed = true,
            Options = Impatient,
        },
    ];

    private static FaultFailure NotInTime { get; } = new(ErrorKind.Timeout, AttemptPhase.Connecting, ErrorCodes.ConnectTimeout);

    private static void Impatient(ProviderOptions options) => options.ConnectTimeout = TimeSpan.FromMilliseconds(150);

    private static Fault Certificate(string name, FaultReception reception) => new(name, "the certificate is not valid")
    {
        Scheme = "https",
        Reception = reception,
        Failure = FaultFailure.Connecting(ErrorCodes.Certificate),
        Generates = FaultVerdict.Next,
        Job = FaultVerdict.Next,
    };

    private static Fault Handshake(string name, FaultReception reception) => new(name, "the TLS handshake breaks off")
    {
        Scheme = "https",
        Reception = reception,
        Failure = FaultFailure.Connecting(ErrorCodes.Tls),
        Generates = FaultVerdict.AgainThenNext,
        Job = FaultVerdict.AgainThenNext,
    };
}
