using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>Videos from images at fal.</summary>
internal sealed class FalImageToVideo(FalFiles files, FalInputs inputs) : IJobCodec<ImageToVideoRequest, ImageToVideoResponse, FalState>
{
    public async ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<ImageToVideoRequest> context, CancellationToken cancellationToken)
    {
        var (request, model) = (context.Request, FalVideoModel.Of(context.Model));
        var settings = FalVideoSettings.Of(request);
        settings.Warn(context, model);
        context.WarnIf(request.LastImage is not null && model.LastImage is null, nameof(request.LastImage), "Not sent: this model takes the first image alone.");

        var first = await inputs.ReadyAsync(context, request.Image, cancellationToken).ConfigureAwait(false);
        var last = model.LastImage is null ? null : await inputs.ReadyOrNullAsync(context, request.LastImage, cancellationToken).ConfigureAwait(false);
        return input =>
        {
            settings.Write(input, model);
            first.Write(input, model.Image);
            last?.Write(input, model.LastImage!);
        };
    }

    public ImageToVideoResponse Decode(TaskContext context, ImageToVideoRequest? request, FalState state)
    {
        var answer = FalVideoAnswer.Read(files, context, state, request?.Duration);
        return new() { Videos = answer.Videos, Seed = answer.Seed, Info = answer.Info };
    }
}
