using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>fal.ai: every model has an endpoint of its own, and nearly every task is a job in a queue.</summary>
internal sealed class FalProvider : IProvider
{
    public FalProvider(ProviderContext<FalOptions> context)
    {
        var options = context.Options;
        var errors = new FalErrorReader();
        var hosts = new FalHosts
        {
            Run = context.CreateTransport(errors),
            Queue = context.CreateTransport(errors, options.QueueAddress),
            QueueAddress = options.QueueAddress,
            Headers = HeadersOf(options),
        };
        var storage = new FalStorage(context.CreateTransport(errors, options.RestAddress), context.Downloader, options.UploadLifetime);
        var inputs = new FalInputs(storage, context.Downloader);
        var chat = new FalChatCodec(inputs);
        Name = context.Name;
        Handlers = FalHandlers.Jobs(hosts, new(context.Downloader, context.TimeProvider, options.OutputLifetime), inputs, context.TimeProvider, context.OpenJobs);
        Handlers.Add(InferenceTasks.Chat, new FalChat(hosts, chat));
        Handlers.Add(InferenceTasks.ChatStream, new FalChatStream(hosts, chat));
        Handlers.Add(InferenceTasks.RawStream, new FalRawStream(hosts));
        Models = new FalModelLister(context.CreateTransport(errors, options.ApiAddress));
    }

    public string Name { get; }

    public TaskHandlerMap Handlers { get; }

    public IModelLister Models { get; }

    private static List<KeyValuePair<string, string>> HeadersOf(FalOptions options)
    {
        var headers = new List<KeyValuePair<string, string>>();
        if (!options.AllowModelFallback)
        {
            headers.Add(new("x-app-fal-disable-fallback", "true"));
        }

        if (options.OutputLifetime is { } lifetime)
        {
            headers.Add(new("X-Fal-Object-Lifecycle-Preference", FalStorage.LifecycleOf(lifetime)));
        }

        return headers;
    }
}
