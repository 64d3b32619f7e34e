using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>
/// Chat at fal, answered at once: language models run behind a proxy that is always up, so that nothing is won by a queue. A model of
/// OpenRouter's that is named in the id is asked in OpenAI's protocol.
/// </summary>
internal sealed class FalChat(FalHosts hosts, FalChatCodec codec) : ITaskHandler<ChatRequest, ChatResponse>
{
    private readonly OpenAIChatHandler openAI = new(hosts.Run, DialectOf(hosts));

    public static OpenAIDialect DialectOf(FalHosts hosts) => new() { ChatPath = "openrouter/router/openai/v1/chat/completions", Headers = hosts.Headers };

    public async Task<ChatResponse> HandleAsync(TaskContext<ChatRequest> context, CancellationToken cancellationToken)
    {
        if (FalEndpoint.Of(context.Model) is { SpeaksOpenAI: true, LanguageModel: { } language })
        {
            return await openAI.HandleAsync(context.Behind("openrouter", language, context.Request), cancellationToken).ConfigureAwait(false);
        }

        var (endpoint, write) = await codec.EncodeAsync(context, cancellationToken).ConfigureAwait(false);
        return await hosts.Run.SendAsync(
            context,
            new JsonExchange(endpoint.Path, context, write) { Headers = hosts.Headers },
            static (response, token) => response.ReadBytesAsync(FalChatCodec.Read, token),
            cancellationToken).ConfigureAwait(false);
    }
}
