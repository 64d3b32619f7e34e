using Microsoft.Extensions.DependencyInjection;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>Hugging Face's own servers.</summary>
internal sealed class HfInferenceProvider(ProviderContext<HuggingFaceOptions> context) : IProvider
{
    public string Name { get; } = context.Name;

    public TaskHandlerMap Handlers { get; } = HfInferenceHandlers.Create(context.CreateTransport(new HuggingFaceErrorReader()), context.Downloader);

    public IModelLister Models { get; } = new HubModels(context.CreateTransport(new HuggingFaceErrorReader(), context.Options.HubAddress));
}
