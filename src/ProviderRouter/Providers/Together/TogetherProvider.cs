using Microsoft.Extensions.DependencyInjection;

namespace ProviderRouter.Providers.Together;

/// <summary>Together AI: texts in OpenAI's protocol, images and speech in forms of its own, videos as jobs.</summary>
internal sealed class TogetherProvider(ProviderContext<TogetherOptions> context) : IProvider
{
    public string Name { get; } = context.Name;

    public TaskHandlerMap Handlers { get; } = TogetherHandlers.Create(
        context.CreateTransport(new TogetherErrorReader()), context.Downloader, context.TimeProvider, context.OpenJobs);
}
