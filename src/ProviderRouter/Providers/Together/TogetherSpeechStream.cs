using System.Runtime.CompilerServices;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Together;

/// <summary>Speech at Together that is heard while it is made: bare samples of 16 bits, one channel. Source: wire notes of Together, §7.1.</summary>
internal sealed class TogetherSpeechStream(ProviderTransport transport) : IStreamingTaskHandler<TextToSpeechRequest, TextToSpeechUpdate>
{
    public async IAsyncEnumerable<TextToSpeechUpdate> HandleAsync(
        TaskContext<TextToSpeechRequest> context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var exchange = TogetherSpeechBody.Exchange(context, stream: true);
        using var sound = await transport.OpenAsync(
            context, exchange, (response, token) => TogetherSound.OpenAsync(context, response, token), cancellationToken).ConfigureAwait(false);
        var ownForm = context.Overrides("response_format") || context.Overrides("response_encoding");
        var contentType = sound.ContentType ?? (ownForm ? null : TogetherSpeechBody.Samples);
        var sampleRate = TogetherSpeechBody.SampleRateOf(context);
        while (await sound.ReadAsync(cancellationToken).ConfigureAwait(false) is { } piece)
        {
            yield return new TextToSpeechAudioUpdate(piece) { ContentType = contentType, SampleRate = sampleRate };
        }

        yield return new TextToSpeechFinishedUpdate { Info = new() { Usage = new() { Characters = context.Request.Text.Length } } };
    }
}
