using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ProviderRouter.Tests.Faults;

/// <summary>How a connection begins, before any HTTP; null when that is all there is of it.</summary>
internal delegate Task<Stream?> FaultReception(FaultConnection connection);

/// <summary>The beginnings that there are.</summary>
internal static class FaultReceptions
{
    public static FaultReception Plain { get; } = static connection => Task.FromResult<Stream?>(connection.Stream);

    /// <summary>Resets at the first byte, which is not read.</summary>
    public static FaultReception Reset { get; } = static async connection =>
    {
        _ = await connection.Stream.ReadAsync(Memory<byte>.Empty, connection.Stopping);
        connection.Reset();
        return null;
    };

    /// <summary>Closes as soon as it is accepted.</summary>
    public static FaultReception Close { get; } = static connection =>
    {
        connection.Close();
        return Task.FromResult<Stream?>(null);
    };

    /// <summary>A certificate that nobody vouches for.</summary>
    public static FaultReception Untrusted { get; } = Tls("CN=127.0.0.1", DateTimeOffset.UtcNow.AddDays(30));

    /// <summary>A certificate that is over.</summary>
    public static FaultReception Expired { get; } = Tls("CN=127.0.0.1", DateTimeOffset.UtcNow.AddDays(-1));

    /// <summary>A certificate of somebody else.</summary>
    public static FaultReception WrongHost { get; } = Tls("CN=elsewhere.test", DateTimeOffset.UtcNow.AddDays(30));

    /// <summary>Speaks plain HTTP to whoever begins with TLS.</summary>
    public static FaultReception PlainToTls { get; } = static async connection =>
    {
        await HelloAsync(connection);
        await connection.SendAsync(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"));
        connection.Close();
        return null;
    };

    /// <summary>Reads the beginning of the handshake and closes.</summary>
    public static FaultReception CloseInHandshake { get; } = static async connection =>
    {
        await HelloAsync(connection);
        connection.Close();
        return null;
    };

    /// <summary>Reads the beginning of the handshake and resets.</summary>
    public static FaultReception ResetInHandshake { get; } = static async connection =>
    {
        await HelloAsync(connection);
        connection.Reset();
        return null;
    };

    /// <summary>Refuses the handshake by an alert: 40, handshake failure.</summary>
    public static FaultReception AlertInHandshake { get; } = static async connection =>
    {
        await HelloAsync(connection);
        await connection.SendAsync(new byte[] { 21, 3, 3, 0, 2, 2, 40 });
        connection.Close();
        return null;
    };

    /// <summary>Never answers the handshake.</summary>
    public static FaultReception SilentInHandshake { get; } = static async connection =>
    {
        await connection.WaitForCloseAsync();
        return null;
    };

    private static async Task HelloAsync(FaultConnection connection) => _ = await connection.Stream.ReadAsync(new byte[4096], connection.Stopping);

    private static FaultReception Tls(string subject, DateTimeOffset until) => async connection =>
    {
        using var certificate = Certificate(subject, until);
        var stream = new SslStream(connection.Stream);
        try
        {
            await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, connection.Stopping);
            return stream;
        }
        catch (AuthenticationException)
        {
            return null; // refused, as it should be
        }
    };

    private static X509Certificate2 Certificate(string subject, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-30), until);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null); // Windows takes no key that lives in memory alone
    }
}
