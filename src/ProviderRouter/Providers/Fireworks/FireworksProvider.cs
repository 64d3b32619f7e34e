using System.Collections.Frozen;
using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fireworks;

/// <summary>Fireworks.ai: chat in OpenAI's protocol, images in its own.</summary>
internal sealed class FireworksProvider(string name, ProviderTransport transport) : IProvider
{
    // It knows low, medium, high and none. Source: wire notes of Fireworks, §2.
    private static readonly OpenAIDialect Dialect = new()
    {
        ChatPath = "inference/v1/chat/completions",
        ReasoningEfforts = new Dictionary<string, string> { ["minimal"] = "low", ["xhigh"] = "high", ["max"] = "high" }.ToFrozenDictionary(),
    };

    public string Name { get; } = name;

    public TaskHandlerMap Handlers { get; } = new()
    {
        { InferenceTasks.Chat, new OpenAIChatHandler(transport, Dialect) },
        { InferenceTasks.ChatStream, new OpenAIChatStreamHandler(transport, Dialect) },
        { InferenceTasks.TextToImage, new FireworksTextToImage(transport) },
    };
}
