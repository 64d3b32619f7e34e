using System.Net;

namespace ProviderRouter.Transport;

/// <summary>The end of every handler chain.</summary>
internal static class NetworkHandler
{
    /// <summary>No redirect, which would carry the prompt to another host; no cookies; no proxy unless the application sets one.</summary>
    public static SocketsHttpHandler Create(TimeSpan connectTimeout) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = 64, // KiB
        ConnectTimeout = connectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // DNS changes are seen
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        ResponseDrainTimeout = TimeSpan.Zero, // a stream that is left closes at once, so that the server stops working for it
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        ActivityHeadersPropagator = null,
    };
}
