using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace ProviderRouter.DependencyInjection;

/// <summary>The network side of one provider: a handler chain under the name <c>ProviderRouter.&lt;name&gt;</c>, to which the application may add handlers.</summary>
internal static class ProviderHttpClient
{
    public static string NameOf(string provider) => $"ProviderRouter.{provider}";

    public static void Register(IServiceCollection services, string provider, Func<IServiceProvider, TimeSpan> connectTimeout) =>
        services.AddHttpClient(NameOf(provider))
            .RemoveAllLoggers() // they would write addresses and headers
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigureAdditionalHttpMessageHandlers(static (handlers, _) => handlers.Clear()) // defaults for every client of the application: a retry among them would send a paid job twice
            .ConfigurePrimaryHttpMessageHandler(container =>
                container.GetRequiredService<HandlerOwner>().Own(CreateHandler(connectTimeout(container))));

    /// <summary>No redirect, which would carry the prompt to another host; no cookies; no proxy unless the application sets one.</summary>
    public static SocketsHttpHandler CreateHandler(TimeSpan connectTimeout) => new()
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
