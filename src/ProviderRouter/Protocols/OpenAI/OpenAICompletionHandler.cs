using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Text generation at a server that speaks OpenAI's protocol: its completions. Source: wire notes of the dialect, §7.</summary>
internal sealed class OpenAICompletionHandler(ProviderTransport transport, OpenAIDialect dialect) : ITaskHandler<TextGenerationRequest, TextGenerationResponse>
{
    public Task<TextGenerationResponse> HandleAsync(TaskContext<TextGenerationRequest> context, CancellationToken cancellationToken)
    {
        var exchange = new OpenAIExchange(
            dialect.CompletionsPath, context, dialect, body => OpenAICompletionEncoder.Write(body, context.Request, stream: false));
        return transport.SendAsync(
            context, exchange, static (response, token) => response.ReadBytesAsync(CompletionReader.Read, token), cancellationToken);
    }
}
