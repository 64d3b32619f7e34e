using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>Videos at fal.</summary>
internal sealed class FalTextToVideo(FalFiles files) : IJobCodec<TextToVideoRequest, TextToVideoResponse, FalState>
{
    public ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<TextToVideoRequest> context, CancellationToken cancellationToken)
    {
        var model = FalVideoModel.Of(context.Model);
        var settings = FalVideoSettings.Of(context.Request);
        settings.Warn(context, model);
        return ValueTask.FromResult<Action<RequestJson>>(input => settings.Write(input, model));
    }

    public TextToVideoResponse Decode(TaskContext context, TextToVideoRequest? request, FalState state)
    {
        var answer = FalVideoAnswer.Read(files, context, state, request?.Duration);
        return new() { Videos = answer.Videos, Seed = answer.Seed, Info = answer.Info };
    }
}
