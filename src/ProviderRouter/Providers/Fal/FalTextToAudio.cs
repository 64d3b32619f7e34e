using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>Music and sounds at fal.</summary>
internal sealed class FalTextToAudio(FalFiles files) : IJobCodec<TextToAudioRequest, TextToAudioResponse, FalState>
{
    private const string NotSent = "Not sent: this model has no such input at fal.";

    public ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<TextToAudioRequest> context, CancellationToken cancellationToken)
    {
        var (request, model) = (context.Request, FalAudioModel.Of(context.Model));
        Warn(context, model);
        return ValueTask.FromResult<Action<RequestJson>>(input =>
        {
            input.Add(model.Prompt, request.Prompt);
            input.AddIf(model.NegativePrompt, request.NegativePrompt);
            input.AddIf(model.Duration, request.Duration?.TotalSeconds * model.DurationScale);
            input.AddIf(model.Steps, request.Steps);
            input.AddIf(model.Guidance, request.Guidance);
            input.AddIf(model.Seed, request.Seed);
            input.AddIf(model.Format, request.Format?.Value);
        });
    }

    public TextToAudioResponse Decode(TaskContext context, TextToAudioRequest? request, FalState state)
    {
        var sound = FalSounds.Read(files, context, state);
        return new()
        {
            Audio = sound,
            Info = new()
            {
                RequestId = state.RequestId,
                Usage = new() { AudioSeconds = (sound.Duration ?? request?.Duration)?.TotalSeconds, ComputeSeconds = state.InferenceSeconds },
            },
        };
    }

    private static void Warn(TaskContext<TextToAudioRequest> context, FalAudioModel model)
    {
        var request = context.Request;
        context.WarnIf(request.NegativePrompt is not null && model.NegativePrompt is null, nameof(request.NegativePrompt), NotSent);
        context.WarnIf(request.Duration is not null && model.Duration is null, nameof(request.Duration), NotSent);
        context.WarnIf(request.Steps is not null && model.Steps is null, nameof(request.Steps), NotSent);
        context.WarnIf(request.Guidance is not null && model.Guidance is null, nameof(request.Guidance), NotSent);
        context.WarnIf(request.Seed is not null && model.Seed is null, nameof(request.Seed), NotSent);
        context.WarnIf(request.Temperature is not null, nameof(request.Temperature), NotSent);
        context.WarnIf(request.Format is not null && model.Format is null, nameof(request.Format), NotSent);
    }
}
