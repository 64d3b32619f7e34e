using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Speech at a server that speaks OpenAI's protocol: text in, the bytes of a sound file out. Source: wire notes of the dialect, §10.</summary>
internal sealed class OpenAISpeechHandler(ProviderTransport transport, OpenAIDialect dialect) : ITaskHandler<TextToSpeechRequest, TextToSpeechResponse>
{
    private const string DefaultVoice = "alloy"; // required almost everywhere, and this one is OpenAI's first

    public async Task<TextToSpeechResponse> HandleAsync(TaskContext<TextToSpeechRequest> context, CancellationToken cancellationToken)
    {
        context.WarnIf(context.Request.Temperature is not null, nameof(context.Request.Temperature), "Not sent: OpenAI's speech protocol has no such field.");
        context.WarnIf(context.Overrides("model"), "ProviderParameters.model", "Ignored: the router sets it.");

        var exchange = new JsonExchange(dialect.SpeechPath, context, body => Write(body, context)) { Accept = "*/*", Headers = dialect.Headers };
        var audio = await transport.SendAsync(
            context, exchange, static (response, token) => response.ReadMediaAsync(token), cancellationToken).ConfigureAwait(false);
        return new() { Audio = audio, Info = new() { Usage = new() { Characters = context.Request.Text.Length } } };
    }

    private static void Write(RequestJson body, TaskContext<TextToSpeechRequest> context)
    {
        var request = context.Request;
        body.Writer.WriteString("model"u8, context.Model); // the route decides it, whatever the caller's own fields say
        body.Add("input", request.Text);
        body.Add("voice", request.Voice ?? DefaultVoice);
        body.Add("response_format", request.Format?.Value);
        body.Add("speed", request.Speed);
        body.Add("instructions", request.Instructions);
        body.AddParameters(except: "model");
    }
}
