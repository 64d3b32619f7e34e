using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>Hugging Face's own servers.</summary>
internal sealed class HfInferenceProvider(string name, HuggingFaceOptions options, ProviderTransport transport, MediaDownloader downloader) : IProvider
{
    public string Name { get; } = name;

    public TaskHandlerMap Handlers { get; } = new()
    {
        { InferenceTasks.TextToImage, new HfInferenceTextToImage(transport, HuggingFaceHeaders.Of(options), downloader) },
        { InferenceTasks.TextToSpeech, new HfInferenceTextToSpeech(transport, HuggingFaceHeaders.Of(options)) },
    };
}
