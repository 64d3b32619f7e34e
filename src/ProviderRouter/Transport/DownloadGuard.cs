using System.Net;
using System.Net.Sockets;

namespace ProviderRouter.Transport;

/// <summary>Says which foreign addresses may be opened, by name before and by IP address at the moment of connecting.</summary>
internal sealed class DownloadGuard(IEnumerable<string> allowedPrivateHosts)
{
    private const int MaxLength = 8192;

    private readonly HashSet<string> allowed = new(allowedPrivateHosts, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null when the address may be opened; else why not.</summary>
    public string? Refuse(Uri address) =>
        !address.IsAbsoluteUri ? "it is relative"
        : address.OriginalString.Length > MaxLength ? $"it is longer than {MaxLength} characters"
        : address.UserInfo.Length > 0 ? "it holds a user name"
        : HostName.Of(address) is not { } host ? "its host is no name"
        : IsAllowed(host, address.Port) ? (address.Scheme is "https" or "http" ? null : "it is neither https nor http")
        : address.Scheme != Uri.UriSchemeHttps ? "it is not https"
        : IPAddress.TryParse(host.Trim('[', ']'), out var ip) && !PublicAddress.IsPublic(ip) ? "it is not public"
        : null;

    /// <summary>Connects to an address that was checked itself, so that no second look-up can give another.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var endPoint = context.DnsEndPoint;
        var addresses = IPAddress.TryParse(endPoint.Host, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(endPoint.Host, cancellationToken).ConfigureAwait(false);

        if (!IsAllowed(endPoint.Host, endPoint.Port) && !Array.TrueForAll(addresses, PublicAddress.IsPublic))
        {
            throw new BlockedAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, endPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsAllowed(string host, int port) =>
        allowed.Count > 0 && allowed.Contains(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{host}:{port}"));
}

/// <summary>The host's name leads to an address that is not public.</summary>
internal sealed class BlockedAddressException() : IOException("The host is not public.");
