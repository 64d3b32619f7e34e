using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>Text in, the bytes of a sound file out; the parameters of the generation stand beside any others.</summary>
internal sealed class HfTextToSpeech : HfCodec<TextToSpeechRequest, TextToSpeechResponse>
{
    public override string AcceptOf(TextToSpeechRequest request) => "audio/*";

    public override void Check(TaskContext<TextToSpeechRequest> context)
    {
        var request = context.Request;
        context.WarnIf(request.Voice is not null, nameof(request.Voice), NotSent);
        context.WarnIf(request.Format is not null, nameof(request.Format), NotSent);
        context.WarnIf(request.Speed is not null, nameof(request.Speed), NotSent);
        context.WarnIf(request.Instructions is not null, nameof(request.Instructions), NotSent);
        context.WarnIf(request.Language is not null, nameof(request.Language), NotSent);
        context.WarnIf(request.SampleRate is not null, nameof(request.SampleRate), NotSent);
    }

    public override void WriteInputs(Utf8JsonWriter json, TextToSpeechRequest request, ReadOnlySpan<byte> file) => json.WriteStringValue(request.Text);

    public override void WriteParameters(RequestJson parameters, TaskContext<TextToSpeechRequest> context) => parameters.Add("temperature", context.Request.Temperature);

    public override async ValueTask<TextToSpeechResponse> ReadAsync(TaskContext<TextToSpeechRequest> context, ProviderResponse response, CancellationToken cancellationToken) => new()
    {
        Audio = await response.ReadMediaAsync(cancellationToken).ConfigureAwait(false),
        Info = new() { Usage = new() { Characters = context.Request.Text.Length } },
    };
}
