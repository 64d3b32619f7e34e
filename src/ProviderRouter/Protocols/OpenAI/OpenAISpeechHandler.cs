using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Speech at a server that speaks OpenAI's protocol: text in, the bytes of a sound file out. Source: wire notes of the dialect, §10.</summary>
internal sealed class OpenAISpeechHandler(ProviderTransport transport, OpenAIDialect dialect) : ITaskHandler<TextToSpeechRequest, TextToSpeechResponse>
{
    public async Task<TextToSpeechResponse> HandleAsync(TaskContext<TextToSpeechRequest> context, CancellationToken cancellationToken)
    {
        var exchange = new OpenAIExchange(
            dialect.Speech.Path, context, dialect, body => OpenAISpeechEncoder.Write(body, context, dialect.Speech, stream: false))
        {
            Accept = "*/*",
        };
        var audio = await transport.SendAsync(
            context, exchange, static (response, token) => response.ReadMediaAsync(token), cancellationToken).ConfigureAwait(false);
        return new() { Audio = audio, Info = new() { Usage = new() { Characters = context.Request.Text.Length } } };
    }
}
