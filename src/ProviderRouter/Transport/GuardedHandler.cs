namespace ProviderRouter.Transport;

/// <summary>
/// Makes the network side of what is fetched from the public internet and from nowhere else: media, keys that a provider signs with. It connects
/// to an address only after that address itself was found to be public, takes no proxy of the environment, follows no redirect and keeps no cookie.
/// </summary>
public static class GuardedHandler
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Makes a handler, which belongs to the caller.</summary>
    /// <param name="allowedPrivateHosts">The pairs <c>host:port</c> that may be opened although they are not public.</param>
    public static SocketsHttpHandler Create(IEnumerable<string> allowedPrivateHosts) => Create(new DownloadGuard(allowedPrivateHosts));

    /// <summary>Makes a handler that asks a guard.</summary>
    internal static SocketsHttpHandler Create(DownloadGuard guard)
    {
        var handler = NetworkHandler.Create(ConnectTimeout);
        handler.ConnectCallback = guard.ConnectAsync;
        return handler;
    }
}
