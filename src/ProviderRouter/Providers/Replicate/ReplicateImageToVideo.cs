using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Providers.Replicate.Inputs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Videos that begin with an image, at Replicate. Source: wire notes of the media tasks, §6.</summary>
internal sealed class ReplicateImageToVideo(ReplicateWay way) : IJobCodec<ImageToVideoRequest, ImageToVideoResponse, ReplicatePrediction>
{
    private readonly ReplicateFiles files = new(way);

    public async ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<ImageToVideoRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var input = await way.BeginAsync(context, cancellationToken).ConfigureAwait(false);
        input.Put(
            input.Require(ReplicateFields.FirstImage, "image", ReplicateInputKind.File),
            await way.InputFiles.ReadyAsync(context, request.Image, cancellationToken).ConfigureAwait(false));
        if (request.LastImage is { } last && input.Find(ReplicateFields.LastImage) is { } end)
        {
            input.Put(end, await way.InputFiles.ReadyAsync(context, last, cancellationToken).ConfigureAwait(false));
        }
        else
        {
            input.LoseIf(request.LastImage is not null, nameof(request.LastImage));
        }

        input.Add(nameof(request.Prompt), ReplicateFields.Prompt, request.Prompt);
        input.Add(nameof(request.NegativePrompt), ReplicateFields.NegativePrompt, request.NegativePrompt);
        input.Add(nameof(request.FrameCount), ReplicateFields.FrameCount, request.FrameCount);
        input.Add(nameof(request.FramesPerSecond), ReplicateFields.FramesPerSecond, request.FramesPerSecond);
        input.Add(nameof(request.Duration), ReplicateFields.Duration, request.Duration?.TotalSeconds);
        ReplicateSize.Add(input, request.Size, request.AspectRatio);
        input.Add(nameof(request.Resolution), ReplicateFields.Resolution, request.Resolution);
        input.Add(nameof(request.Steps), ReplicateFields.Steps, request.Steps);
        input.Add(nameof(request.Guidance), ReplicateFields.Guidance, request.Guidance);
        input.Add(nameof(request.Seed), ReplicateFields.Seed, request.Seed);
        input.Add(nameof(request.OptimizePrompt), ReplicateFields.OptimizePrompt, request.OptimizePrompt);
        return input.Done();
    }

    public ImageToVideoResponse Decode(TaskContext context, ImageToVideoRequest? request, ReplicatePrediction state)
    {
        var videos = files.Find(context, state, "video/");
        return new()
        {
            Videos = videos,
            Info = new()
            {
                RequestId = state.Id,
                Usage = ReplicateVideoUsage.Of(state, way.Models.RecallInputs(context), videos.Count, request?.Duration, request?.FrameCount, request?.FramesPerSecond),
            },
        };
    }
}
