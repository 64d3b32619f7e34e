using System.Runtime.InteropServices;
using System.Text.Json;
using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>
/// Text generation at hf-inference: completions in OpenAI's protocol, below the model's path. The answer may also be that of an older text server.
/// Source: wire notes of Hugging Face, §5.
/// </summary>
internal sealed class HfTextGeneration(ProviderTransport transport, OpenAIDialect dialect) : ITaskHandler<TextGenerationRequest, TextGenerationResponse>
{
    public Task<TextGenerationResponse> HandleAsync(TaskContext<TextGenerationRequest> context, CancellationToken cancellationToken)
    {
        var exchange = new OpenAIExchange(
            dialect.CompletionsPath, context, dialect, body => OpenAICompletionEncoder.Write(body, context.Request, stream: false));
        return transport.SendAsync(context, exchange, static (response, token) => response.ReadBytesAsync(Read, token), cancellationToken);
    }

    // The older one lists its texts, where completions are an object.
    private static TextGenerationResponse Read(ProviderResponse response, ReadOnlyMemory<byte> body)
    {
        if (body.Span.TrimStart(" \r\n\t"u8) is not [(byte)'[', ..])
        {
            return CompletionReader.Read(response, body);
        }

        using var document = JsonDocument.Parse(body);
        var choices = new List<TextGenerationChoice>();
        var tokens = 0L;
        foreach (var item in document.RootElement.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || TokenEvent.Read(JsonMarshal.GetRawUtf8Value(item)) is not { WholeText: { } text } read)
            {
                throw response.Fail(body.Span, "the answer holds something else than texts");
            }

            choices.Add(new() { Index = choices.Count, Text = text, FinishReason = FinishReasons.Canonical(read.FinishReason) });
            tokens += read.Tokens ?? 0;
        }

        return choices.Count > 0
            ? new() { Choices = choices, Info = new() { Usage = tokens > 0 ? new() { OutputTokens = tokens } : null } }
            : throw response.Fail(body.Span, "the answer holds no text");
    }
}
