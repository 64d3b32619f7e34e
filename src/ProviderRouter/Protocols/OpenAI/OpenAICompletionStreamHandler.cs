using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Streamed text generation at a server that speaks OpenAI's protocol. Source: wire notes of the dialect, §7 and §3.</summary>
internal sealed class OpenAICompletionStreamHandler(ProviderTransport transport, OpenAIDialect dialect)
    : IStreamingTaskHandler<TextGenerationRequest, TextGenerationUpdate>
{
    public IAsyncEnumerable<TextGenerationUpdate> HandleAsync(TaskContext<TextGenerationRequest> context, CancellationToken cancellationToken)
    {
        var hasOneChoice = context.Request.Count is null or 1 && !context.Overrides("n");
        return new EventStream<TextGenerationUpdate>(
            transport, context, _ => ValueTask.FromResult<Exchange>(Prepare(context)), () => new CompletionStreamDecoder(hasOneChoice), cancellationToken);
    }

    // A completion goes on from its prompt, whatever that ends with.
    public ContinuationSupport ContinuationOf(TaskContext<TextGenerationRequest> context) =>
        context.Overrides("prompt") || context.Overrides("n") || context.Overrides("echo") || context.Overrides("logprobs")
            ? ContinuationSupport.None
            : ContinuationSupport.Rest;

    private OpenAIExchange Prepare(TaskContext<TextGenerationRequest> context) => new(
        dialect.CompletionsPath, context, dialect, body => OpenAICompletionEncoder.Write(body, context.Request, stream: true))
    {
        Accept = "text/event-stream",
    };
}
