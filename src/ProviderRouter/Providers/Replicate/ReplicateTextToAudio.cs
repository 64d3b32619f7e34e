using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Providers.Replicate.Inputs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Music and sounds at Replicate.</summary>
internal sealed class ReplicateTextToAudio(ReplicateWay way) : IJobCodec<TextToAudioRequest, TextToAudioResponse, ReplicatePrediction>
{
    private readonly ReplicateFiles files = new(way);

    public async ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<TextToAudioRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var input = await way.BeginAsync(context, cancellationToken).ConfigureAwait(false);
        input.Put(nameof(request.Prompt), input.Require(ReplicateSoundFields.Music, "text", ReplicateInputKind.Text), request.Prompt);
        input.Add(nameof(request.NegativePrompt), ReplicateFields.NegativePrompt, request.NegativePrompt);
        input.Add(nameof(request.Duration), ReplicateFields.Duration, request.Duration?.TotalSeconds);
        input.Add(nameof(request.Steps), ReplicateFields.Steps, request.Steps);
        input.Add(nameof(request.Guidance), ReplicateFields.Guidance, request.Guidance);
        input.Add(nameof(request.Seed), ReplicateFields.Seed, request.Seed);
        input.Add(nameof(request.Temperature), ReplicateSoundFields.Temperature, request.Temperature);
        input.Add(nameof(request.Format), ReplicateSoundFields.Format, request.Format?.Value);
        return input.Done();
    }

    public TextToAudioResponse Decode(TaskContext context, TextToAudioRequest? request, ReplicatePrediction state) => new()
    {
        Audio = files.FindSound(context, state),
        Info = new()
        {
            RequestId = state.Id,
            Usage = state.Usage with { AudioSeconds = SecondsOf(way.Models.RecallInputs(context), request?.Duration?.TotalSeconds) },
        },
    };

    private static double? SecondsOf(ReplicateInputs inputs, double? asked) =>
        asked is { } seconds && inputs.Find(ReplicateFields.Duration) is { } input && input.Takes(seconds) ? seconds : null;
}
