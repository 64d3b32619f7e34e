using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Protocols.OpenAI;

namespace ProviderRouter.Providers.Together;

/// <summary>Together AI: texts in OpenAI's protocol, images and speech in forms of its own, videos as jobs.</summary>
internal sealed class TogetherProvider : IProvider
{
    public TogetherProvider(ProviderContext<TogetherOptions> context)
    {
        var transport = context.CreateTransport(new TogetherErrorReader());
        Name = context.Name;
        Handlers = TogetherHandlers.Create(transport, context.Downloader, context.TimeProvider, context.OpenJobs);
        Models = new OpenAIModelLister(transport, TogetherDialect.Texts);
    }

    public string Name { get; }

    public TaskHandlerMap Handlers { get; }

    public IModelLister Models { get; }
}
