using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>Speech at hf-inference: text in, the bytes of a sound file out. Source: wire notes of Hugging Face, §5.</summary>
internal sealed class HfInferenceTextToSpeech(ProviderTransport transport, IReadOnlyList<KeyValuePair<string, string>> headers)
    : ITaskHandler<TextToSpeechRequest, TextToSpeechResponse>
{
    public async Task<TextToSpeechResponse> HandleAsync(TaskContext<TextToSpeechRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        Warn(context);
        var exchange = new JsonExchange($"models/{context.Model}", context, body =>
        {
            body.Add("inputs", request.Text);
            HfParameters.Write(body, context, parameters => parameters.Add("temperature", request.Temperature)); // generation parameters are flat here
        })
        {
            Accept = "audio/*",
            Headers = headers,
        };

        var audio = await transport.SendAsync(context, exchange, ReadAsync, cancellationToken).ConfigureAwait(false);
        return new() { Audio = audio, Info = new() { Usage = new() { Characters = request.Text.Length } } };
    }

    private static async ValueTask<MediaContent> ReadAsync(ProviderResponse response, CancellationToken cancellationToken) =>
        response.ContentType.EndsWith("json", StringComparison.Ordinal)
            ? throw await response.ReadBytesAsync(static (answer, body) => answer.Fail(body.Span, "the answer is no sound"), cancellationToken).ConfigureAwait(false)
            : await response.ReadMediaAsync(cancellationToken).ConfigureAwait(false);

    private static void Warn(TaskContext<TextToSpeechRequest> context)
    {
        var request = context.Request;
        foreach (var (setting, isSet) in (ReadOnlySpan<(string, bool)>)[
            (nameof(request.Voice), request.Voice is not null),
            (nameof(request.Format), request.Format is not null),
            (nameof(request.Speed), request.Speed is not null),
            (nameof(request.Instructions), request.Instructions is not null)])
        {
            if (isSet)
            {
                context.Warn(setting, "Not sent: hf-inference has no such parameter; a model's own can be set by ProviderParameters.");
            }
        }
    }
}
