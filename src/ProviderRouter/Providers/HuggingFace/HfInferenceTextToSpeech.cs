using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>Speech at hf-inference: text in, the bytes of a sound file out. Source: wire notes of Hugging Face, §5.</summary>
internal sealed class HfInferenceTextToSpeech(ProviderTransport transport, IReadOnlyList<KeyValuePair<string, string>> headers)
    : ITaskHandler<TextToSpeechRequest, TextToSpeechResponse>
{
    private const string NotSent = "Not sent: hf-inference has no such parameter; a model's own can be set by ProviderParameters.";

    public async Task<TextToSpeechResponse> HandleAsync(TaskContext<TextToSpeechRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        Warn(context);
        var exchange = new JsonExchange($"models/{context.Model}", context, body =>
            HfParameters.Write(body, context, request.Text, parameters => parameters.Add("temperature", request.Temperature))) // generation parameters are flat here
        {
            Accept = "audio/*",
            Headers = headers,
        };

        var audio = await transport.SendAsync(
            context, exchange, static (response, token) => response.ReadMediaAsync(token), cancellationToken).ConfigureAwait(false);
        return new() { Audio = audio, Info = new() { Usage = new() { Characters = request.Text.Length } } };
    }

    private static void Warn(TaskContext<TextToSpeechRequest> context)
    {
        var request = context.Request;
        context.WarnIf(request.Voice is not null, nameof(request.Voice), NotSent);
        context.WarnIf(request.Format is not null, nameof(request.Format), NotSent);
        context.WarnIf(request.Speed is not null, nameof(request.Speed), NotSent);
        context.WarnIf(request.Instructions is not null, nameof(request.Instructions), NotSent);
    }
}
