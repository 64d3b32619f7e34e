using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProviderRouter.Resilience;
using ProviderRouter.Routing;
using ProviderRouter.Transport;

namespace ProviderRouter.DependencyInjection;

/// <summary>The network side of downloads: no key, no proxy, and a connection only to a public address that was checked.</summary>
internal static class MediaHttpClient
{
    private const string Name = "ProviderRouter.downloads";

    public static void Register(IServiceCollection services)
    {
        services.AddSingleton<SecretScrubber>();
        services.AddSingleton(static container => new DownloadGuard(container.GetRequiredService<IOptions<InferenceRoutingOptions>>().Value.AllowedPrivateHosts));
        services.AddSingleton(static container => new MediaDownloader(
            new HttpMessageInvoker(container.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(Name), disposeHandler: false),
            container.GetRequiredService<DownloadGuard>(),
            CreateRetry(container),
            container.GetRequiredService<SecretScrubber>(),
            container.GetRequiredService<TimeProvider>()));
        services.AddHttpClient(Name)
            .RemoveAllLoggers()
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigureAdditionalHttpMessageHandlers(static (handlers, _) => handlers.Clear()) // defaults for every client of the application: a retry among them would send a paid job twice
            .ConfigurePrimaryHttpMessageHandler(static container =>
                container.GetRequiredService<HandlerOwner>().Own(GuardedHandler.Create(container.GetRequiredService<DownloadGuard>())));
    }

    private static RetryPipeline CreateRetry(IServiceProvider container)
    {
        var options = container.GetRequiredService<IOptions<InferenceRoutingOptions>>().Value;
        return new(options.Retry, options.RetryBudget, container.GetRequiredService<TimeProvider>());
    }
}
