using System.Net;
using System.Net.Sockets;

namespace ProviderRouter.Transport;

/// <summary>Says which foreign addresses may be opened, by name before and by IP address at the moment of connecting.</summary>
internal sealed class DownloadGuard
{
    private const int MaxLength = 8192;

    private readonly HashSet<string> allowed;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve;
    private readonly Func<IPAddress[], int, CancellationToken, ValueTask<Stream>> connect;

    /// <param name="allowedPrivateHosts">The pairs <c>host:port</c> that may be opened all the same.</param>
    /// <param name="resolve">Looks a name up; null to ask the system.</param>
    /// <param name="connect">Connects to the first of some addresses that answers; null for a socket.</param>
    public DownloadGuard(
        IEnumerable<string> allowedPrivateHosts,
        Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null,
        Func<IPAddress[], int, CancellationToken, ValueTask<Stream>>? connect = null)
    {
        allowed = new(allowedPrivateHosts.Select(AsItIsAsked), StringComparer.OrdinalIgnoreCase);
        this.resolve = resolve ?? Dns.GetHostAddressesAsync;
        this.connect = connect ?? ConnectAsync;
    }

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
            : await resolve(endPoint.Host, cancellationToken).ConfigureAwait(false);

        if (!IsAllowed(endPoint.Host, endPoint.Port) && !Array.TrueForAll(addresses, PublicAddress.IsPublic))
        {
            throw new BlockedAddressException();
        }

        return addresses.Length > 0
            ? await connect(addresses, endPoint.Port, cancellationToken).ConfigureAwait(false)
            : throw new SocketException((int)SocketError.HostNotFound);
    }

    private static async ValueTask<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // As the host stands in an address that is opened: [::1] without brackets, other letters than ASCII's as xn--.
    private static string AsItIsAsked(string pair) =>
        Uri.TryCreate($"https://{pair}", UriKind.Absolute, out var uri) ? Pair(HostName.Of(uri) ?? uri.Host, uri.Port) : pair;

    private static string Pair(string host, int port) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{host}:{port}");

    private bool IsAllowed(string host, int port) => allowed.Count > 0 && allowed.Contains(Pair(host, port));
}

/// <summary>The host's name leads to an address that is not public.</summary>
internal sealed class BlockedAddressException() : IOException("The host is not public.");
