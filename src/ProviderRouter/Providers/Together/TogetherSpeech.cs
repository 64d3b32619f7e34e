using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Together;

/// <summary>Speech at Together: text in, the bytes of a sound out. Source: wire notes of Together, §7.1.</summary>
internal sealed class TogetherSpeech(ProviderTransport transport) : ITaskHandler<TextToSpeechRequest, TextToSpeechResponse>
{
    public async Task<TextToSpeechResponse> HandleAsync(TaskContext<TextToSpeechRequest> context, CancellationToken cancellationToken)
    {
        var exchange = TogetherSpeechBody.Exchange(context, stream: false);
        var audio = await transport.SendAsync(
            context, exchange, static (response, token) => response.ReadMediaAsync(token), cancellationToken).ConfigureAwait(false);
        return new()
        {
            Audio = audio.ContentType is null && TogetherSpeechBody.IsRaw(context) ? MediaContent.FromBytes(audio.Bytes!.Value, TogetherSpeechBody.Samples) : audio,
            Info = new() { Usage = new() { Characters = context.Request.Text.Length } },
        };
    }
}
