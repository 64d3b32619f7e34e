using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Transport;

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
                container.GetRequiredService<HandlerOwner>().Own(NetworkHandler.Create(connectTimeout(container))));
}
