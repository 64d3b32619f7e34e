using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>Hugging Face's router: chat in OpenAI's protocol, carried on to whichever of its providers serves the model.</summary>
internal sealed class HuggingFaceRouterProvider : IProvider
{
    private static readonly OpenAIDialect Dialect = new() { ChatPath = "v1/chat/completions" };

    public HuggingFaceRouterProvider(string name, HuggingFaceOptions options, ProviderTransport transport)
    {
        Name = name;
        var dialect = Dialect with { Headers = HuggingFaceHeaders.Of(options) };
        Handlers = new()
        {
            { InferenceTasks.Chat, new OpenAIChatHandler(transport, dialect) },
            { InferenceTasks.ChatStream, new OpenAIChatStreamHandler(transport, dialect) },
        };
    }

    public string Name { get; }

    public TaskHandlerMap Handlers { get; }
}
