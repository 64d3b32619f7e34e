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
        var dialect = ToDialect(options);
        Handlers = OpenAIHandlers.Create(transport, dialect, downloader, [.. options.Tasks]);
        Models = new OpenAIModelLister(transport, dialect);
    }

    public string Name { get; }

    public TaskHandlerMap Handlers { get; }

    public IModelLister Models { get; }

    private static OpenAIDialect ToDialect(OpenAICompatibleOptions options) => new()
    {
        ChatPath = options.ChatPath,
        CompletionsPath = options.CompletionsPath,
        MaxTokensField = options.MaxTokensField,
        SendsStreamOptions = options.StreamUsage,
        CountsLogProbabilities = options.CountedLogProbabilities,
        KnowsDeveloperRole = options.DeveloperRole ?? options.MaxTokensField == "max_completion_tokens",
        ReasoningField = options.ReasoningField,
        KnowsImageAddresses = options.ImageAddresses,
        KnowsAudioAddresses = options.AudioAddresses,
        Omits = options.OmittedFields.ToFrozenSet(),
        ModelRules = [.. options.ModelOmittedFields.OrderByDescending(static rule => rule.Key.Length).Select(static rule => new ModelRule(rule.Key, rule.Value.ToFrozenSet()))],
        Renames = options.RenamedFields.ToFrozenDictionary(),
        ReasoningEfforts = options.ReasoningEfforts.ToFrozenDictionary(),
        Prefill = options.Prefill.ToDialect(),
        Embeddings = options.Embeddings.ToDialect(),
        Ranking = options.Ranking.ToDialect(),
        Transcription = options.Transcription.ToDialect(),
        Images = options.Images.ToDialect(),
        Speech = options.Speech.ToDialect(),
        Models = new()
        {
            Path = options.ModelsPath,
            TokensOfPrice = options.ListedPrices switch
            {
                ListedPrices.PerToken => 1,
                ListedPrices.PerMillionTokens => 1_000_000,
                _ => null,
            },
        },
    };
}
