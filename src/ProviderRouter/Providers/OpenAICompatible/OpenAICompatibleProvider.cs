using System.Collections.Frozen;
using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.OpenAICompatible;

/// <summary>A server that speaks OpenAI's protocol, at any address.</summary>
internal sealed class OpenAICompatibleProvider : IProvider
{
    public OpenAICompatibleProvider(string name, OpenAICompatibleOptions options, ProviderTransport transport, MediaDownloader downloader)
    {
        Name = name;
        var dialect = new OpenAIDialect
        {
            MaxTokensField = options.MaxTokensField,
            SendsStreamOptions = options.StreamUsage,
            Omits = options.OmittedFields.ToFrozenSet(),
            KnowsAudioAddresses = true, // whether it does is the server's to say
            KnowsDeveloperRole = options.MaxTokensField == "max_completion_tokens",
        };
        Handlers = OpenAIHandlers.Create(transport, dialect, downloader);
        Models = new OpenAIModelLister(transport, dialect);
    }

    public string Name { get; }

    public TaskHandlerMap Handlers { get; }

    public IModelLister Models { get; }
}
