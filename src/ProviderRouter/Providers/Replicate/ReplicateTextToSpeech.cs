using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Providers.Replicate.Inputs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Speech at Replicate. Source: wire notes of the media tasks, §3.</summary>
internal sealed class ReplicateTextToSpeech(ReplicateWay way) : IJobCodec<TextToSpeechRequest, TextToSpeechResponse, ReplicatePrediction>
{
    private readonly ReplicateFiles files = new(way);

    public async ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<TextToSpeechRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var input = await way.BeginAsync(context, cancellationToken).ConfigureAwait(false);
        input.Put(nameof(request.Text), input.Require(ReplicateSoundFields.Text, "text", ReplicateInputKind.Text), request.Text);
        input.Add(nameof(request.Voice), ReplicateSoundFields.Voice, request.Voice);
        input.Add(nameof(request.Format), ReplicateSoundFields.Format, request.Format?.Value);
        input.Add(nameof(request.Speed), ReplicateSoundFields.Speed, request.Speed);
        input.Add(nameof(request.Temperature), ReplicateSoundFields.Temperature, request.Temperature);
        input.Add(nameof(request.Instructions), ReplicateSoundFields.Instructions, request.Instructions);
        input.Add(nameof(request.Language), ReplicateSoundFields.SpokenLanguage, request.Language);
        input.Add(nameof(request.SampleRate), ReplicateSoundFields.SampleRate, request.SampleRate);
        return input.Done();
    }

    public TextToSpeechResponse Decode(TaskContext context, TextToSpeechRequest? request, ReplicatePrediction state) => new()
    {
        Audio = files.FindSound(context, state),
        Info = new() { RequestId = state.Id, Usage = state.Usage with { Characters = request?.Text.Length } },
    };
}
