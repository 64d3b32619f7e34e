using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Streamed speech at a server that speaks OpenAI's protocol: events with pieces of the sound, or the sound itself as it is made. Source: wire notes of the dialect, §10.</summary>
internal sealed class OpenAISpeechStreamHandler(ProviderTransport transport, OpenAIDialect dialect) : IStreamingTaskHandler<TextToSpeechRequest, TextToSpeechUpdate>
{
    public IAsyncEnumerable<TextToSpeechUpdate> HandleAsync(TaskContext<TextToSpeechRequest> context, CancellationToken cancellationToken)
    {
        var known = dialect.Speech;
        var format = OpenAISpeechEncoder.FormatFor(context.Request, known, stream: true) ?? known.DefaultFormat;
        var sound = new SpeechSound(format, SampleRateOf(context.Request, known, format), context.Request.Text.Length);
        return new EventStream<TextToSpeechUpdate>(
            transport, context, _ => ValueTask.FromResult<Exchange>(Prepare(context)), () => new SpeechStreamDecoder(sound), cancellationToken);
    }

    private static int? SampleRateOf(TextToSpeechRequest request, SpeechDialect known, string format) =>
        known.SampleRateField is not null && request.SampleRate is { } asked ? asked
        : format == "pcm" ? known.PcmSampleRate
        : null;

    private OpenAIExchange Prepare(TaskContext<TextToSpeechRequest> context) => new(
        dialect.Speech.Path, context, dialect, body => OpenAISpeechEncoder.Write(body, context, dialect.Speech, stream: true))
    {
        Accept = "*/*",
    };
}
