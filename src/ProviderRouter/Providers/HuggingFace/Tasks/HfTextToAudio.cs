using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>As speech: text in, the bytes of a sound file out.</summary>
internal sealed class HfTextToAudio : HfCodec<TextToAudioRequest, TextToAudioResponse>
{
    public override string AcceptOf(TextToAudioRequest request) => "audio/*";

    public override void Check(TaskContext<TextToAudioRequest> context)
    {
        var request = context.Request;
        context.WarnIf(request.NegativePrompt is not null, nameof(request.NegativePrompt), NotSent);
        context.WarnIf(request.Duration is not null, nameof(request.Duration), NotSent);
        context.WarnIf(request.Steps is not null, nameof(request.Steps), NotSent);
        context.WarnIf(request.Guidance is not null, nameof(request.Guidance), NotSent);
        context.WarnIf(request.Seed is not null, nameof(request.Seed), NotSent);
        context.WarnIf(request.Format is not null, nameof(request.Format), NotSent);
    }

    public override void WriteInputs(Utf8JsonWriter json, TextToAudioRequest request, ReadOnlySpan<byte> file) => json.WriteStringValue(request.Prompt);

    public override void WriteParameters(RequestJson parameters, TaskContext<TextToAudioRequest> context) => parameters.Add("temperature", context.Request.Temperature);

    public override async ValueTask<TextToAudioResponse> ReadAsync(TaskContext<TextToAudioRequest> context, ProviderResponse response, CancellationToken cancellationToken) =>
        new() { Audio = await response.ReadMediaAsync(cancellationToken).ConfigureAwait(false) };
}
