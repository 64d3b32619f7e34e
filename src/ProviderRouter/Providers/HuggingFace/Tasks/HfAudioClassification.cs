using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>A sound, given labels.</summary>
internal sealed class HfAudioClassification : HfFileCodec<AudioClassificationRequest, AudioClassificationResponse>
{
    public override MediaContent FileOf(AudioClassificationRequest request) => request.Audio;

    public override void WriteParameters(RequestJson parameters, TaskContext<AudioClassificationRequest> context) =>
        HfLabels.Write(parameters, context.Request.FunctionToApply, context.Request.TopCount);

    protected override AudioClassificationResponse Read(HfAnswer answer, TaskContext<AudioClassificationRequest> context) => new() { Labels = HfLabels.Read(answer) };
}
