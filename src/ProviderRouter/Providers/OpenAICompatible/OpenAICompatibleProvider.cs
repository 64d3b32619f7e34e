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
        var known = options.GetDialect();
        var maxTokens = options.MaxTokensField ?? known.MaxTokensField;
        var dialect = known with
        {
            MaxTokensField = maxTokens,
            KnowsDeveloperRole = known.KnowsDeveloperRole || maxTokens == "max_completion_tokens",
            SendsStreamOptions = options.StreamUsage ?? known.SendsStreamOptions,
            Omits = known.Omits.Concat(options.OmittedFields).ToFrozenSet(),
        };
        Handlers = OpenAIHandlers.Create(transport, dialect, downloader);
        Models = new OpenAIModelLister(transport, dialect);
    }

    public string Name { get; }

    public TaskHandlerMap Handlers { get; }

    public IModelLister Models { get; }
}
