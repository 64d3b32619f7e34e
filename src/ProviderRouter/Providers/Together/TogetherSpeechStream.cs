using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Together;

/// <summary>
/// Speech at Together that is heard while it is made: bare samples of 16 bits, one channel, as events or as bytes. Source: wire notes of
/// Together, §7.1.
/// </summary>
internal sealed class TogetherSpeechStream(ProviderTransport transport) : IStreamingTaskHandler<TextToSpeechRequest, TextToSpeechUpdate>
{
    public IAsyncEnumerable<TextToSpeechUpdate> HandleAsync(TaskContext<TextToSpeechRequest> context, CancellationToken cancellationToken)
    {
        var sound = new SpeechSound(AudioFormat.Pcm.Value, TogetherSpeechBody.SampleRateOf(context), context.Request.Text.Length);
        return new EventStream<TextToSpeechUpdate>(
            transport,
            context,
            _ => ValueTask.FromResult<Exchange>(TogetherSpeechBody.Exchange(context, stream: true)),
            () => new SpeechStreamDecoder(sound),
            cancellationToken);
    }
}
